/** The little that a store needs of the place its bytes lie in. Keys are those of r2-assets/format/keys.ts. */
export interface Objects {
  /** The whole object, or null where there is none. Throws only when the place cannot be reached. */
  read(key: string): Promise<Uint8Array | null>;
  write(key: string, bytes: Uint8Array): Promise<void>;
}
