// Texts in lines of so many letters, for pictures that cannot wrap them; `drawing/labels.py` does the same for the build.

export const shortened = (text, length) => (text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`);

export const wrapped = (text, columns, most) => {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= columns || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = [...lines.slice(0, most - 1), lines.slice(most - 1).join(" ")];
  return kept.filter(Boolean).map((line) => shortened(line, columns));
};
