// Which system a program was built for, by its first bytes. Knows nothing of VS Code.
import fs from 'node:fs';

export interface Target {
  readonly platform: NodeJS.Platform;
  /** Undefined where the format does not say it in its first bytes. */
  readonly architecture: string | undefined;
}

const elfMachines = new Map([[0x3e, 'x64'], [0xb7, 'arm64']]);
const machProcessors = new Map([[0x0100_0007, 'x64'], [0x0100_000c, 'arm64']]);

/** Undefined for what is not a native program, such as a script. */
export function builtFor(file: string): Target | undefined {
  const head = firstBytes(file, 20);
  if (head.length < 20) {
    return undefined;
  }
  if (head.toString('latin1', 0, 4) === '\x7fELF') {
    return { platform: 'linux', architecture: elfMachines.get(head.readUInt16LE(18)) ?? 'another processor' };
  }
  if (head.readUInt32LE(0) === 0xfeed_facf) {
    return { platform: 'darwin', architecture: machProcessors.get(head.readUInt32LE(4)) ?? 'another processor' };
  }
  if (head.toString('latin1', 0, 2) === 'MZ') {
    return { platform: 'win32', architecture: undefined };
  }
  return undefined;
}

function firstBytes(file: string, count: number): Buffer {
  const opened = fs.openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(count);
    return bytes.subarray(0, fs.readSync(opened, bytes, 0, count, 0));
  } finally {
    fs.closeSync(opened);
  }
}
