// What has been typed and chosen on a surface (a message or a modal), kept across redraws.

const forms = new Map();

export const keyOf = (block, element) => `${block.block_id || ""}/${element.action_id || ""}`;

/** The values of one surface: a Map from keyOf(block, element) to a value. */
export function formOf(surface) {
  if (!forms.has(surface)) forms.set(surface, new Map());
  return forms.get(surface);
}

export const forgetForm = (surface) => forms.delete(surface);

const values = (options) => (options || []).map((one) => one.value);

const INITIAL = {
  plain_text_input: (e) => e.initial_value ?? null,
  number_input: (e) => e.initial_value ?? null,
  email_text_input: (e) => e.initial_value ?? null,
  url_text_input: (e) => e.initial_value ?? null,
  static_select: (e) => e.initial_option?.value ?? null,
  external_select: (e) => e.initial_option?.value ?? null,
  users_select: (e) => e.initial_user ?? null,
  channels_select: (e) => e.initial_channel ?? null,
  conversations_select: (e) => e.initial_conversation ?? null,
  multi_static_select: (e) => values(e.initial_options),
  multi_external_select: (e) => values(e.initial_options),
  multi_users_select: (e) => e.initial_users ?? [],
  multi_channels_select: (e) => e.initial_channels ?? [],
  multi_conversations_select: (e) => e.initial_conversations ?? [],
  datepicker: (e) => e.initial_date ?? null,
  timepicker: (e) => e.initial_time ?? null,
  datetimepicker: (e) => e.initial_date_time ?? null,
  radio_buttons: (e) => e.initial_option?.value ?? null,
  checkboxes: (e) => values(e.initial_options),
  file_input: () => [],
};

/** What the element holds now: what was typed, else its initial value. */
export function valueOf(form, block, element) {
  const key = keyOf(block, element);
  return form.has(key) ? form.get(key) : INITIAL[element.type]?.(element) ?? null;
}

const elementsOf = (block) =>
  ({ input: [block.element], section: [block.accessory], actions: block.elements })[block.type] || [];

/** All values of a view: {block_id: {action_id: value}}, as a submission sends them. */
export function valuesOf(view) {
  const form = formOf(view.id);
  const all = {};
  for (const block of view.blocks || []) {
    for (const element of elementsOf(block)) {
      if (!element || !INITIAL[element.type]) continue;
      if (block.type !== "input" && !form.has(keyOf(block, element))) continue;
      (all[block.block_id] ||= {})[element.action_id] = valueOf(form, block, element);
    }
  }
  return all;
}

const isEmpty = (value) => value === null || value === "" || (Array.isArray(value) && !value.length);

/** Inputs that must be filled in and are not: [block_id] */
export function missing(view) {
  const form = formOf(view.id);
  return (view.blocks || [])
    .filter((block) => block.type === "input" && !block.optional)
    .filter((block) => isEmpty(valueOf(form, block, block.element)))
    .map((block) => block.block_id);
}
