// In: nothing. Out: a news article written for this project. Its people, places and bodies are invented.

export const SAMPLE = `Harbour town told to choose between ‘a wall and a memory’

By Leonie Marsh

PORT ANSELM, Friday – The council of Port Anselm voted 11 to 6 on Thursday to build a sea wall around the old harbour, ending a four-year dispute that divided families, fishing crews and both of the town’s newspapers.

The wall will cost $86 million, run for more than two kilometres and hide the quay from view. “We are being asked to choose between a wall and a memory,” Mayor Ines Okafor said after the vote. “I chose the wall. I would like my grandchildren to have somewhere to remember.”

Okafor, a former harbour pilot, said that work would begin in March and take no more than three years. She described the storm of 2019, which flooded 340 homes, as “the last warning we are going to get”.

Not everyone was persuaded. Tomas Reyne, who runs a chandlery on the quay, told the Anselm Courier that he would lose “every customer who comes for the view”.

“They keep calling it a ‘soft barrier’,” he said. “There is nothing soft about nine metres of concrete.”

A lower wall would fail within a generation, according to a report published last month by the Institute for Coastal Studies in Bergen. Norwegian hydrologist Halvard Lund, who led the study, said the town had perhaps 15 years.

“I have shown this graph in six countries,” Lund said. “Port Anselm is the first place where somebody thanked me for it.”

‘Nobody asked the boats’

The vote does not settle who will pay. The regional government has promised $30 million under the Safe Harbours Act, and the Nordic Harbour Bank is considering a loan. A senior finance ministry official, who asked not to be named because the talks are private, said the loan was “likely, but not before the election”.

Northmere Water, the company that owns the pumping station, denied that it would raise its charges. “No household will pay a cent more because of this wall,” a spokeswoman said.

Fishing crews fear that the new gates will be shut when they most need them open. “Nobody asked the boats,” said Greta Solheim, skipper of the trawler Kittiwake and head of the Quay Workers’ Union. “A gate that shuts at force eight is a gate that shuts on us.”

Solheim, 58, added that her members would decide on Sunday whether to block the port, as they did in 1997.

Council leaders hope that it will not come to that. Deputy Mayor Daniel Achterberg said he had offered the union two seats on the committee that will run the gates, and called the talks “frank”. Residents who gathered in St Brannoc’s Square on Thursday night were less patient.

“My mother’s photographs were in the water for two days,” said Ruth Penhale, a retired teacher. “Build it. Build it tomorrow.”

The so-called “Anselm plan” now goes to the Court of Appeal, where Reyne and 212 other residents have until 14 June to object. Their lawyer, Priya Raman, said they would.
`;
