// One running server: starting it, and seeing to it that it ends. Knows nothing of VS Code.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';
import { explainSpawnError, ServerProblem, type ServerProgram } from './server-program';

/** Starts the server; throws a ServerProblem if the system refuses. */
export async function startProcess({ file, args }: Pick<ServerProgram, 'file' | 'args'>): Promise<ChildProcessWithoutNullStreams> {
  try {
    // Its own folder as working directory: a workspace must not be where it looks for anything.
    const child = spawn(file, [...args, 'lsp'], { cwd: path.dirname(args[0] ?? file), stdio: 'pipe', windowsHide: true });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    // A write to a server that has just died is reported by its exit, and by nothing else.
    child.stdin.on('error', () => undefined);
    return child;
  } catch (error) {
    throw new ServerProblem(explainSpawnError(file, error as NodeJS.ErrnoException, { platform: process.platform, architecture: process.arch }));
  }
}

const hasEnded = (child: ChildProcessWithoutNullStreams) => child.exitCode !== null || child.signalCode !== null;

/** Waits for a server that was told to exit; ends it if it does not. */
export async function awaitExit(child: ChildProcessWithoutNullStreams, patience = 2_000): Promise<void> {
  if (hasEnded(child)) {
    return;
  }
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
