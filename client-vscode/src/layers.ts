// What `dockerlsp/layers` answers (docs/layers-json.md), and how it is put into words. Knows nothing of VS Code.

export interface Layers {
  readonly steps: number;
  readonly target: number | null;
  readonly stages: readonly Stage[];
  readonly image?: ImageSizes | null;
}

/** What an image that was loaded weighs. */
export interface ImageSizes {
  readonly bytes: number;
  readonly wastedBytes: number;
  /** The layers above its base that no instruction of the file made. */
  readonly unmatched: number;
}

export interface Stage {
  readonly index: number;
  readonly name: string | null;
  readonly image: string | null;
  readonly base: number | null;
  readonly needed: boolean;
  readonly uses: readonly number[];
  readonly steps: number;
  readonly instructions: readonly Instruction[];
}

export interface Instruction {
  readonly line: number;
  readonly endLine: number;
  readonly text: string;
  readonly role: 'start' | 'step' | 'state' | 'metadata' | 'trigger';
  readonly step: number | null;
  readonly cost: 'none' | 'low' | 'high';
  readonly brokenBy: readonly { readonly kind: string; readonly names: readonly string[]; readonly line: number | null }[];
  readonly breaks: { readonly steps: number; readonly costly: readonly { readonly command: string; readonly line: number }[] } | null;
  readonly leaves: readonly string[] | null;
  readonly notInKey?: string | null;
  readonly image?: LayerSizes | null;
}

/** What the layer of a step weighs in an image that was loaded. */
export interface LayerSizes {
  readonly bytes: number;
  readonly wastedBytes: number;
  readonly caches: readonly { readonly path: string; readonly bytes: number }[];
}

export const stageTitle = (stage: Stage) => stage.name ?? `stage ${stage.index}`;

export function stageDetail(stage: Stage, layers: Layers): string {
  const from = stage.base === null ? stage.image ?? '' : layers.stages.find((other) => other.index === stage.base)?.name ?? `stage ${stage.base}`;
  return [from === '' ? undefined : `from ${from}`, countOf(stage.steps, 'step'), stage.needed ? undefined : 'not built for the last stage']
    .filter((part) => part !== undefined).join(' · ');
}

/** An instruction by its text, behind the size of its layer where that is known: what stands first is seen in a narrow view, too. */
export const instructionTitle = ({ text, image }: Instruction) => (image === undefined || image === null ? text : `${sizeOf(image.bytes)} · ${text}`);

/** One line: what breaks an instruction, and how much follows. */
export function instructionDetail({ brokenBy, breaks }: Instruction): string {
  const names = [...new Set(brokenBy.flatMap((breaker) => breaker.names))];
  const shown = names.slice(-3).join(', ');
  return [
    names.length === 0 ? undefined : `broken by ${shown}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`,
    breaks === null || breaks.steps === 0 ? undefined : runAgain(breaks.steps),
  ].filter((part) => part !== undefined).join(' · ');
}

/** One line on a whole image. */
export function imageDetail({ bytes, wastedBytes, unmatched }: ImageSizes): string {
  return [
    sizeOf(bytes),
    wastedBytes === 0 ? undefined : `${sizeOf(wastedBytes)} wasted`,
    unmatched === 0 ? undefined : `${countOf(unmatched, 'layer')} of another version of this file`,
  ].filter((part) => part !== undefined).join(' · ');
}

/** Whether a text may be the name of an image; what else may stand in one is the server's business. */
export const isImageName = (text: string) => /^[A-Za-z0-9][\w./:@-]{0,254}$/.test(text);

/** Several lines for who wants to know more. */
export function instructionNotes(instruction: Instruction): string[] {
  const { breaks, leaves, notInKey, cost, image } = instruction;
  const costly = breaks?.costly.map(({ command, line }) => `\`${plain(command)}\` (line ${line})`) ?? [];
  return [
    breaks === null || breaks.steps === 0 ? 'Nothing runs again when its text changes' : `When its text changes, ${runAgain(breaks.steps)}`,
    ...costly.length > 0 ? [`Among them: ${costly.join(', ')}`] : [],
    ...leaves !== null && leaves.length > 0 ? [`Leaves behind: ${leaves.map(plain).join(', ')}`] : [],
    ...notInKey !== undefined && notInKey !== null ? [`Not in its key: ${plain(notInKey)}`] : [],
    ...cost === 'high' ? ['An expensive step'] : [],
    ...image === undefined || image === null ? [] : [
      `Its layer holds ${sizeOf(image.bytes)}${image.wastedBytes > 0 ? `, ${sizeOf(image.wastedBytes)} of which later layers delete or overwrite` : ''}`,
      ...image.caches.map(({ path, bytes }) => `Package cache: ${plain(path)} (${sizeOf(bytes)})`),
    ],
  ];
}

/** The instruction at a line (from 1); undefined between instructions. */
export function instructionAt(layers: Layers, line: number): { stage: Stage; instruction: Instruction } | undefined {
  for (const stage of layers.stages) {
    const instruction = stage.instructions.find((one) => one.line <= line && line <= one.endLine);
    if (instruction !== undefined) {
      return { stage, instruction };
    }
  }
  return undefined;
}

/** A stage's column in the picture: right of all that it uses. */
export function columns(stages: readonly Stage[]): Map<number, number> {
  const result = new Map<number, number>();
  // In file order: a stage can only use those before it.
  for (const stage of stages) {
    const before = [stage.base, ...stage.uses].filter((index) => index !== null && index !== stage.index).map((index) => result.get(index ?? 0) ?? 0);
    result.set(stage.index, before.length === 0 ? 0 : Math.max(...before) + 1);
  }
  return result;
}

/** A size as people write it, in powers of ten. */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const plain = (text: string) => text.replaceAll('`', "'");
const runAgain = (steps: number) => `${countOf(steps, 'step')} ${steps === 1 ? 'runs' : 'run'} again`;
const countOf = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
