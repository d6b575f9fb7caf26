import { ARTICLES } from '../../clauses/index.js';
import type { Report } from '../schema.js';
import { plain } from '../text.js';
import type { ReportFormat } from './format.js';

// The context stands in the document itself, so that nobody has to fetch anything to read it.
const CONTEXT = {
  '@vocab': 'http://www.w3.org/ns/earl#',
  earl: 'http://www.w3.org/ns/earl#',
  dct: 'http://purl.org/dc/terms/',
  doap: 'http://usefulinc.com/ns/doap#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  assertedBy: { '@type': '@id' },
  subject: { '@type': '@id' },
  test: { '@type': '@id' },
  mode: { '@type': '@id' },
  outcome: { '@type': '@id' },
  title: 'dct:title',
  description: 'dct:description',
  isPartOf: { '@id': 'dct:isPartOf', '@type': '@id' },
  date: { '@id': 'dct:date', '@type': 'xsd:dateTime' },
  name: 'doap:name',
  revision: 'doap:revision',
};

const OUTCOMES = {
  passed: 'earl:passed',
  failed: 'earl:failed',
  inconclusive: 'earl:cantTell',
  'not-applicable': 'earl:inapplicable',
  untested: 'earl:untested',
} as const;

/** The W3C's Evaluation and Report Language, as JSON-LD: one assertion a clause. */
export const earl: ReportFormat = {
  name: 'earl',
  about: "the W3C's Evaluation and Report Language (JSON-LD)",
  write(report, { now }) {
    const { kit, spec, provider } = report;
    const clauses = Object.entries(report.details).filter(([id]) => report.clauses[id] !== 'definition');
    const document = {
      '@context': CONTEXT,
      '@graph': [
        { '@id': '#joinleaf', '@type': ['Software', 'Assertor', 'doap:Project'], name: 'joinleaf', revision: kit },
        {
          '@id': '#provider',
          '@type': ['Software', 'TestSubject', 'doap:Project'],
          name: plain(provider.name),
          revision: plain(provider.version),
        },
        {
          '@id': '#specification',
          '@type': 'TestRequirement',
          title: `Joining multipoint leaves, revision ${spec}`,
        },
        ...clauses.map(([id, { title, article }]) => ({
          '@id': `#${id}`,
          '@type': 'TestCase',
          title: `${id} ${title}`,
          isPartOf: isArticle(article) ? ARTICLES[article].url : '#specification',
        })),
        ...clauses.map(([id]) => assertion(report, id, now)),
      ],
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  },
};

function assertion(report: Report, id: string, now: Date) {
  const verdict = report.clauses[id] ?? 'inconclusive';
  const outcome = verdict === 'definition' ? OUTCOMES.untested : OUTCOMES[verdict];
  const [failure] = report.failures.filter(({ clause }) => clause === id);
  const info =
    failure === undefined
      ? report.details[id]?.reason
      : `expected ${failure.expected}; saw ${failure.saw} (${failure.name})`;
  return {
    '@id': `#assertion-${id}`,
    '@type': 'Assertion',
    assertedBy: '#joinleaf',
    subject: '#provider',
    test: `#${id}`,
    mode: 'earl:automatic',
    result: {
      '@type': 'TestResult',
      outcome,
      date: now.toISOString(),
      ...(info === undefined ? {} : { description: plain(info) }),
    },
  };
}

function isArticle(id: string): id is keyof typeof ARTICLES {
  return Object.hasOwn(ARTICLES, id);
}
