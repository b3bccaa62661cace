// Hands a text or a picture made here to the reader as a file.

// Long enough for a browser to have taken it.
const KEPT = 10_000;

export const save = (name, content, type = "text/csv;charset=utf-8") => {
  const way = document.createElement("a");
  way.href = URL.createObjectURL(new Blob([content], { type }));
  way.download = name;
  way.click();
  setTimeout(() => URL.revokeObjectURL(way.href), KEPT);
};

const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

// Rows of texts as CSV, ended by line feeds as the files of charts are.
export const csvOfRows = (rows) => rows.map((row) => row.map(quoted).join(",") + "\n").join("");
