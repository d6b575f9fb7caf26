import { explored, joinleaf } from './joinleaf.js';

const GOAL = { ratio: 2.5, seconds: { 2: 3, 3: 60 } } as const;

interface Said {
  readonly schemes: readonly {
    readonly scheme: string;
    readonly ended: string;
    readonly executions: number;
    readonly necessary: number;
    readonly transitions: { readonly driven: number; readonly of: number };
  }[];
}

/** Everything that the reference does of two and three leaves, in a process of its own, against what cuts prove. */
export async function benchTours(): Promise<void> {
  console.log('\nexplore: tours of the reference provider, in every scheme, quick');
  // `certify` has started anyway.
  const started = (await joinleaf('--version')).seconds;
  for (const leaves of [2, 3] as const) {
    const { stdout, seconds } = await explored(leaves);
    const { schemes } = JSON.parse(stdout) as Said;
    for (const { scheme, ended, executions, necessary, transitions } of schemes) {
      const ratio = executions / necessary;
      const met = ratio <= GOAL.ratio && ended === 'complete';
      if (!met) process.exitCode = 1;
      console.log(
        `  ${leaves} leaves, ${scheme}: ${whole(transitions.driven)} transitions in ${whole(executions)} executions, ` +
          `${ratio.toFixed(2)} times what is necessary (goal: at most ${GOAL.ratio}): ${met ? 'met' : 'MISSED'}`,
      );
    }
    const goal = GOAL.seconds[leaves];
    // The goal for three leaves is for each scheme; all schemes of two leaves are what certify drives.
    const each = (seconds - started) / (leaves === 3 ? schemes.length : 1);
    if (each > goal) process.exitCode = 1;
    const what = leaves === 3 ? 'a scheme' : 'all schemes';
    console.log(
      `  ${leaves} leaves: ${each.toFixed(1)} s of computing, ${what}, and ${started.toFixed(1)} s to start (goal: under ${goal}): ${each < goal ? 'met' : 'MISSED'}`,
    );
  }
}

function whole(value: number): string {
  return value.toLocaleString('en');
}
