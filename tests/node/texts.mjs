// Texts that the tests share, written for this project: one article, and input that breaks careless programs.

export const ARTICLE = `Harbour town votes to rebuild its bridge

By Tomas Keller

PORT ELLERY (Coastal News) — The council of Port Ellery voted on Tuesday to rebuild the bridge that a storm swept away last March, ending a dispute of 18 months.

“We will not wait for another winter,” said Mayor Lena Ortiz after the vote. “The money is there, and so is the will.”

The work will cost $4.2 million, according to the Ministry of Transport, and take about two years. Ortiz said that the first piles would be driven in May.

Not everyone agreed. Samuel Adeyemi, who runs the ferry, called the plan “a bridge to nowhere” and told the Ellery Gazette that 30 percent of his passengers were children.

"I have carried them for five years," Adeyemi said. "Nobody has thanked me yet."

Economists at Northgate University said traffic would double by 2031.
`;

/** Name and text. */
export const HOSTILE = [
  ['nothing', ''],
  ['one letter', 'a'],
  ['one space', ' '],
  ['line ends alone', '\r\n\r\n\n\r'],
  ['CRLF', ARTICLE.replaceAll('\n', '\r\n')],
  ['a byte order mark', `\uFEFF${ARTICLE}`],
  ['NUL and controls', 'The\u0000 mayor\u0007 said\u001B[31m “no”.\u0085\u2028\u2029'],
  ['emoji alone', '👩‍👩‍👧‍👦🏳️‍🌈🎉'.repeat(50)],
  ['emoji in a quotation', '“👍🏽 agreed,” said Lena Ortiz 🎉 of Port Ellery. 👩‍🚀'],
  ['combining marks', 'Zoe\u0308 Ga\u0301rci\u0301a said “o\u0308”. '.repeat(20)],
  ['Arabic', 'قال رئيس البلدية إن العمل سيبدأ في أيار. «لن ننتظر شتاء آخر»'],
  ['right-to-left marks', '\u202EThe mayor said “no”\u202C. \u200F“Yes,” said Ortiz.\u2069'],
  ['a lone high surrogate', 'The mayor \uD83D said “no”.'],
  ['a lone low surrogate', '\uDE00 said “no”, \uDE00'],
  ['surrogates in the wrong order', 'Lena \uDE00\uD83D Ortiz said.'],
  ['script', '<script>alert("x")</script><img src=x onerror=alert(1)> said “<b>no</b>”.'],
  ['marks alone', '“"‘\'«»’”„‚'.repeat(500)],
  ['opening marks alone', '“'.repeat(20_000)],
  ['one word without end', 'a'.repeat(200_000)],
  ['capitals without end', 'Lena Ortiz '.repeat(10_000)],
  ['digits without end', `$${'9'.repeat(50_000)}.${'1,000'.repeat(5_000)} million%`],
  ['a megabyte on one line', 'The mayor of Port Ellery said “no” on Monday. '.repeat(22_000)],
  ['ten thousand blocks', 'Ortiz said no.\n\n'.repeat(10_000)],
];
