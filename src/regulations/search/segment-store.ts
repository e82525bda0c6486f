/** Where analysed versions are kept between runs. A table will do; each call stands for itself. */
export interface SegmentStore {
  keys(): readonly string[];
  read(key: string): Uint8Array | undefined;
  write(key: string, bytes: Uint8Array): void;
  remove(key: string): void;
}

/** A cache of the merged image: may vanish or be of other versions at any time, then it is made again. */
export interface ImageFile {
  read(): Uint8Array | undefined;
  write(bytes: Uint8Array): void;
}
