/** How the training process ends, for the process that started it. */
export const EXIT = { restart: 75, interrupted: 130 } as const;
