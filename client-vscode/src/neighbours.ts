// Other extensions for Dockerfiles, and what is left to them. Knows nothing of VS Code.

/** Microsoft's extensions that bring a language server for Dockerfiles: the old one, and the one that took its place. */
const languageServers = ['ms-azuretools.vscode-docker', 'ms-azuretools.vscode-containers'];

/**
 * Whether completion, navigation and formatting are left to another extension.
 * @param setting The setting dockerlsp.languageFeatures.
 * @param isInstalled Whether an extension is installed and not switched off.
 */
export function leavesLanguageFeatures(setting: unknown, isInstalled: (id: string) => boolean): boolean {
  return setting === 'off' || (setting !== 'on' && languageServers.some(isInstalled));
}
