import { type BackendName, nativeBackendIsSetUp } from "../../trainer/backend/tf.ts";
import { CliError } from "../cli-error.ts";

/** Sets the native backend up where it is wanted and not here yet. Throws CliError where that fails. */
export async function ensureBackend(backend: BackendName): Promise<void> {
  if (backend !== "tensorflow" || nativeBackendIsSetUp()) return;
  const { setUpNativeBackend } = await import("../../trainer/backend/setup.ts");
  await setUpNativeBackend({ log: (line) => console.error(`setup: ${line}`) }).catch((error: Error) => {
    throw new CliError(error.message);
  });
}
