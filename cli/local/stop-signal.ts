/** The wish that a server stop. */

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface StopSignal {
  /** Resolves at the first signal, or when the bin.js that started us is gone. Later signals change nothing. */
  stopped: Promise<void>;
  /** Takes the handlers of others away: miniflare's end the process at once, in the middle of an orderly end. */
  takeOver(): void;
}

export function listenForStop(): StopSignal {
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  const onSignal = () => resolve();
  for (const signal of SIGNALS) process.on(signal, onSignal);
  if (process.connected) process.on("disconnect", onSignal);
  return {
    stopped,
    takeOver() {
      for (const signal of SIGNALS) {
        for (const listener of process.listeners(signal)) if (listener !== onSignal) process.off(signal, listener);
      }
    },
  };
}
