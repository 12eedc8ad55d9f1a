// Checks form files the way Tasklist reads them: schema, unique ids and keys, labels, FEEL that parses.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { lintExpression } from '@bpmn-io/feel-lint';

const PROPERTIES = {
  text: ['text'],
  separator: [],
  textfield: ['key', 'label', 'description', 'validate', 'appearance'],
  textarea: ['key', 'label', 'description', 'validate'],
  number: ['key', 'label', 'description', 'validate', 'appearance', 'decimalDigits'],
  checkbox: ['key', 'label', 'description', 'validate'],
  select: ['key', 'label', 'description', 'validate', 'values'],
  radio: ['key', 'label', 'description', 'validate', 'values'],
};
const EVERY = ['id', 'type', 'layout', 'conditional'];
const VALIDATIONS = ['required', 'min', 'max', 'minLength', 'maxLength', 'pattern'];
const HEADER = {
  type: 'default',
  executionPlatform: 'Camunda Cloud',
  executionPlatformVersion: '8.6.0',
  schemaVersion: 16,
};

function problemsOf(file) {
  const problems = [];
  const form = JSON.parse(readFileSync(file, 'utf8'));
  for (const [name, value] of Object.entries(HEADER)) {
    if (form[name] !== value) problems.push(['', `${name} must be ${JSON.stringify(value)}`]);
  }
  if (form.id !== basename(file, '.form')) problems.push(['', 'id must be the name of the file']);
  const seen = new Set();
  for (const component of form.components) {
    const problem = (text) => problems.push([component.id, text]);
    const allowed = PROPERTIES[component.type];
    if (!allowed) {
      problem(`unknown type ${component.type}`);
      continue;
    }
    for (const name of Object.keys(component)) {
      if (!allowed.includes(name) && !EVERY.includes(name)) problem(`unknown property ${name}`);
    }
    for (const name of Object.keys(component.validate ?? {})) {
      if (!VALIDATIONS.includes(name)) problem(`unknown validation ${name}`);
    }
    for (const id of [component.id, component.key && `key ${component.key}`]) {
      if (id && seen.has(id)) problem(`${id} is there twice`);
      seen.add(id);
    }
    if (allowed.includes('key') && !component.key?.match(/^[a-z]\w*$/)) problem('key is missing');
    if (allowed.includes('label') && !component.label?.trim()) problem('label is missing');
    if (allowed.includes('values') && !component.values?.length) problem('values are missing');
    for (const expression of expressionsOf(component)) {
      for (const report of lintExpression(expression)) problem(`${report.message} in ${expression}`);
    }
  }
  return problems;
}

function expressionsOf(component) {
  const texts = [component.text, component.label, component.description, component.conditional?.hide];
  return texts
    .filter((text) => text)
    .flatMap((text) =>
      text.startsWith('=')
        ? [text.slice(1)]
        : [...text.matchAll(/\{\{(.*?)}}/g)].map(([, expression]) => expression),
    );
}

let count = 0;
for (const file of process.argv.slice(2)) {
  for (const [id, text] of problemsOf(file)) {
    console.error(`${file}  ${id}  ${text}`);
    count++;
  }
}
if (count > 0) {
  console.error(`\n✖ ${count} problems`);
  process.exitCode = 1;
}
