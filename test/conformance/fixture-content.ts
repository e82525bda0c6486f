/** The smallest picture and the smallest sound that there are: one dot, and no sample. */
export const ONE_DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const NO_SAMPLE = wave().toString('base64');

/** A RIFF/WAVE file of 8,000 samples a second, of which there are none. */
function wave(): Buffer {
  const file = Buffer.alloc(44);
  file.write('RIFF', 0, 'ascii');
  file.writeUInt32LE(36, 4);
  file.write('WAVEfmt ', 8, 'ascii');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(8_000, 24);
  file.writeUInt32LE(8_000, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write('data', 36, 'ascii');
  return file;
}

export const pause = (milliseconds = 50): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export const words = (text: string) => ({ type: 'text' as const, text });
