// Texts that the browser tests share, written for this project.

const PARAGRAPHS = [
  'The council of Port Ellery voted on Tuesday to rebuild the bridge that a storm swept away last March, ending a dispute of 18 months.',
  '“We will not wait for another winter,” said Mayor Lena Ortiz after the vote. “The money is there, and so is the will.”',
  'The work will cost $4.2 million, according to the Ministry of Transport, and take about two years. Ortiz said that the first piles would be driven in May.',
  'Not everyone agreed. Samuel Adeyemi, who runs the ferry, called the plan “a bridge to nowhere” and told the Ellery Gazette that 30 percent of his passengers were children.',
  '"I have carried them for five years," Adeyemi said. "Nobody has thanked me yet."',
  'Economists at Northgate University said traffic would double by 2031.',
];

/** An article of about so many words. */
export function articleOf(words) {
  const parts = ['Harbour town votes to rebuild its bridge'];
  let count = 7;
  for (let index = 0; count < words; index += 1) {
    const paragraph = PARAGRAPHS[index % PARAGRAPHS.length];
    parts.push(paragraph);
    count += paragraph.split(' ').length;
  }
  return parts.join('\n\n');
}

export const ARTICLE = articleOf(100);

export const GERMAN = 'Der Rat der Stadt hat gestern beschlossen, eine Mauer um den alten Hafen zu bauen. Der Streit darüber dauerte vier Jahre und hat viele Familien entzweit, die seit langem am Wasser wohnen.';
