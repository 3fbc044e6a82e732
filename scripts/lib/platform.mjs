// This machine's name in the words of .NET (linux-musl-x64) and of VS Code (alpine-x64).

const isMusl = () =>
  process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined;

const system = {
  linux: isMusl() ? { dotnet: 'linux-musl', vscode: 'alpine' } : { dotnet: 'linux', vscode: 'linux' },
  darwin: { dotnet: 'osx', vscode: 'darwin' },
  win32: { dotnet: 'win', vscode: 'win32' },
}[process.platform] ?? { dotnet: process.platform, vscode: process.platform };

export const runtimeIdentifier = `${system.dotnet}-${process.arch}`;
export const vscodeTarget = `${system.vscode}-${process.arch}`;

/** The platforms that a release has packages for; the matrix of release.yml is the same. */
export const targets = ['linux', 'alpine', 'darwin', 'win32'].flatMap((name) => [`${name}-x64`, `${name}-arm64`]);
export const executable = (name) => (process.platform === 'win32' ? `${name}.exe` : name);
