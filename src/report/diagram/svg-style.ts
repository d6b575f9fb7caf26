/** The colours of a diagram. Texts have a contrast of at least 4.5 to 1 to whatever they stand on. */
interface Palette {
  readonly ground: string;
  readonly text: string;
  readonly dim: string;
  readonly line: string;
  readonly box: string;
  readonly call: string;
  readonly told: string;
  readonly here: string;
  readonly hereBand: string;
  readonly againstBand: string;
}

const LIGHT: Palette = {
  ground: '#ffffff',
  text: '#1f2328',
  dim: '#59636e',
  line: '#afb8c1',
  box: '#f0f3f6',
  call: '#0550ae',
  told: '#116329',
  here: '#a40e26',
  hereBand: '#ffebe9',
  againstBand: '#fff3bf',
};

const DARK: Palette = {
  ground: '#0d1117',
  text: '#e6edf3',
  dim: '#9198a1',
  line: '#59636e',
  box: '#212830',
  call: '#79c0ff',
  told: '#7ee787',
  here: '#ffb3ad',
  hereBand: '#3c1618',
  againstBand: '#342a08',
};

/** Everything but colours. */
const SHAPE = `
  text { font: 12px ui-monospace, Menlo, Consolas, monospace; }
  .title { font-weight: bold; font-size: 14px; }
  .life { stroke-dasharray: 2 4; }
  .who { text-anchor: middle; font-weight: bold; }
  .index { text-anchor: end; font-size: 10px; }
  .say { paint-order: stroke; stroke-width: 5px; stroke-linejoin: round; }
  .here .say, .differs .say, .clause { font-weight: bold; }
  .shaft { stroke-width: 1.5; }
  .indication .shaft, .return .shaft { stroke-dasharray: 5 3; }
  .turned { text-anchor: end; }
  .remark .say, .quiet .say { font-style: italic; }
  .still { stroke-width: 1; stroke-dasharray: 1 3; }`;

// Values stand where they are used, as many programs that draw SVG know no custom properties.
function colours({ ground, text, dim, line, box, call, told, here, hereBand, againstBand }: Palette): string {
  return `
  text { fill: ${text}; }
  .ground { fill: ${ground}; }
  .life { stroke: ${line}; }
  .name rect { fill: ${box}; stroke: ${line}; }
  .index, .remark .say, .quiet .say { fill: ${dim}; }
  .still { stroke: ${line}; }
  .say { stroke: ${ground}; }
  .shaft { stroke: ${call}; }
  .head, .point { fill: ${call}; }
  .indication .shaft { stroke: ${told}; }
  .indication .head { fill: ${told}; }
  .against .band { fill: ${againstBand}; }
  .against .say { stroke: ${againstBand}; fill: ${text}; }
  .here .band, .differs .band { fill: ${hereBand}; }
  .here .say, .differs .say { stroke: ${hereBand}; fill: ${here}; }
  .verdict rect { fill: ${hereBand}; stroke: ${here}; }
  .verdict text { stroke: none; fill: ${here}; }`;
}

/** The style of a diagram, light or dark as its surroundings are. */
export const STYLE = `${SHAPE}${colours(LIGHT)}
  @media (prefers-color-scheme: dark) {${colours(DARK).replaceAll('\n', '\n  ')}
  }
  `;
