// The page of a rule, from what the command line prints. Knows nothing of VS Code.

/** The page as the terminal shows it, with what stands above the title (id, name, severity, other names) put below it. */
export function toMarkdown(page: string): string {
  const [, above, title, rest] = /^((?:(?!# )[^\n]*\n)*)(# [^\n]*\n)([^]*)$/.exec(page) ?? [];
  const lines = above?.split('\n').map((line) => line.trim()).filter((line) => line !== '') ?? [];
  return title === undefined || rest === undefined || lines.length === 0 ? page : `${title}\n*${lines.join(' · ')}*\n${rest}`;
}
