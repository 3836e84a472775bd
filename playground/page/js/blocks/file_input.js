// Files put into a window: named below the button, and taken out again.

import { h, replace } from "../dom.js";
import { chips, readFile } from "../files.js";
import { t } from "../i18n.js";

const MOST = 10;

export function renderFileInput(element, block, { value, keep, id, invalid, describedby, label }) {
  const most = element.max_files || MOST;
  let files = value || [];
  const listed = h("div", { class: "chips" });
  const node = h("input", {
    type: "file", class: "field-input", id, multiple: most > 1, testid: `action-${element.action_id}`,
    accept: (element.filetypes || []).map((type) => `.${type}`).join(",") || null,
    "aria-invalid": invalid, "aria-describedby": describedby, "aria-label": id ? null : label,
    onchange: async () => {
      const read = await Promise.all([...node.files].map(readFile));
      node.value = "";
      change([...files, ...read].slice(0, most));
    },
  });
  const change = (now) => {
    files = now;
    keep(files);
    draw();
  };
  const draw = () => replace(listed, chips(files, (i) => change(files.filter((_, n) => n !== i))));
  draw();
  return h("div", { class: "file-input", role: "group", "aria-label": label || t("composer.attach") }, node, listed);
}
