// The picture of the stages, as a page for a web view: boxes with their steps, each right of those it uses. Knows nothing of VS Code.
import { randomBytes } from 'node:crypto';
import { columns, escapeHtml, instructionDetail, instructionTitle, stageDetail, stageTitle, type Layers, type Stage } from './layers';

/** The page. All text of the Dockerfile is escaped; only the script with this page's nonce runs, and nothing is loaded. */
export function drawStages(layers: Layers | undefined): string {
  const nonce = randomBytes(16).toString('base64');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';">
<title>Stages</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
${layers === undefined || layers.stages.length === 0 ? '<p>Open a Dockerfile: its stages stand here.</p>' : body(layers)}
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

function body(layers: Layers): string {
  const column = columns(layers.stages);
  const last = Math.max(...column.values());
  const stacks = Array.from({ length: last + 1 }, (_, index) => layers.stages.filter((stage) => column.get(stage.index) === index));
  return `<p>A stage uses those to its left. ▲ marks expensive steps; dimmed stages are not built.</p>
<main>${stacks.map((stages) => `<div class="column">${stages.map((stage) => box(stage, layers)).join('')}</div>`).join('')}</main>`;
}

function box(stage: Stage, layers: Layers): string {
  const uses = [...new Set([...stage.base === null ? [] : [stage.base], ...stage.uses])].filter((index) => index !== stage.index);
  // What it starts from is said already.
  const names = uses.filter((index) => index !== stage.base).map((index) => layers.stages.find((other) => other.index === index)).filter((other) => other !== undefined).map(stageTitle);
  const steps = stage.instructions.filter(({ role }) => role === 'step');
  const start = stage.instructions.find(({ role }) => role === 'start');
  const title = escapeHtml(stageTitle(stage));
  return `<section class="${stage.needed ? '' : 'unneeded'}" id="stage-${stage.index}" data-uses="${uses.join(' ')}">
<h2>${start === undefined ? title : `<button data-line="${start.line}" title="${escapeHtml(instructionTitle(start))}">${title}</button>`}</h2>
<p>${escapeHtml(stageDetail(stage, layers))}${names.length > 0 ? `<br>uses ${escapeHtml(names.join(', '))}` : ''}</p>
<ol>${steps.map((step) => `<li><button data-line="${step.line}" class="${step.cost}" title="${escapeHtml(instructionDetail(step))}">${step.cost === 'high' ? '<span aria-label="expensive">▲</span> ' : ''}${escapeHtml(instructionTitle(step))}</button></li>`).join('')}</ol>
</section>`;
}

const style = `
body { font-family: var(--vscode-font-family); color: var(--vscode-foreground); padding: 1em; }
main { display: flex; gap: 1.5em; align-items: flex-start; }
.column { display: flex; flex-direction: column; gap: 1.5em; }
section { border: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, currentColor)); border-radius: 4px; padding: .5em 1em; width: 19em; background: var(--vscode-editorWidget-background); }
section.unneeded { opacity: .6; border-style: dashed; }
h2 { font-size: 1.1em; margin: .2em 0; }
p { margin: .2em 0 .8em; color: var(--vscode-descriptionForeground); }
ol { padding-left: 1.5em; margin: 0; }
button { all: unset; cursor: pointer; font-family: var(--vscode-editor-font-family); font-size: .9em; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; display: inline-block; vertical-align: bottom; }
h2 button { font-family: inherit; font-size: inherit; }
button:hover { text-decoration: underline; }
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
button.high { font-weight: bold; }
`;

const script = `
const vscode = acquireVsCodeApi();
for (const button of document.querySelectorAll('button[data-line]')) {
  button.addEventListener('click', () => vscode.postMessage({ line: Number(button.dataset.line) }));
}
`;
