// node parse.mjs FILE...: what the Bicep files declare, as JSON on stdout, one entry per file:
//   {"file", "errors": [line], "parameters": {name: has a default}, "variables": {name: value}, "outputs": [name],
//    "resources": [{"symbol", "type", "body"}], "modules": [{"symbol", "type", "body"}]}
// A value is itself where it is literal, an array or an object of values, {"for": list, "body": value} for a loop, else {"text": "as written"}.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

const children = node => node.namedChildren.filter(child => child.type !== 'comment');
const isLiteral = node => node.type === 'string' && children(node).every(child => child.type !== 'interpolation');
const unescape = text => text.replace(/\\(.)/g, '$1');
const literal = node => children(node).map(child => (child.type === 'escape_sequence' ? unescape(child.text) : child.text)).join('');
const key = node => (node.type === 'string' ? (isLiteral(node) ? literal(node) : '*') : node.text);

function value(node) {
  switch (node.type) {
    case 'string': return isLiteral(node) ? literal(node) : { text: node.text };
    case 'number': return Number(node.text);
    case 'boolean': return node.text === 'true';
    case 'null': return null;
    case 'array': return children(node).map(value);
    case 'object': return Object.fromEntries(children(node).map(property => {
      const [name, of] = children(property);
      return [key(name), value(of)];
    }));
    case 'for_statement': {
      const body = node.childForFieldName('body');
      return { for: children(node).at(-2).text, body: value(body) };
    }
    case 'if_statement': return value(children(node).at(-1));
    default: return { text: node.text };
  }
}

function errors(node, found = []) {
  if (node.isError || node.isMissing) {
    found.push(node.startPosition.row + 1);
  }
  node.children.filter(child => child.hasError || child.isMissing).forEach(child => errors(child, found));
  return found;
}

function read(parser, file) {
  const root = parser.parse(readFileSync(file, 'utf8')).rootNode;
  const of = type => children(root).filter(node => node.type === type).map(children);
  const declared = type => of(type).map(parts => ({ symbol: parts[0].text, type: literal(parts[1]), body: value(parts.at(-1)) }));
  return {
    file,
    errors: errors(root),
    parameters: Object.fromEntries(of('parameter_declaration').map(parts => [parts[0].text, parts.length > 2])),
    variables: Object.fromEntries(of('variable_declaration').map(parts => [parts[0].text, value(parts.at(-1))])),
    outputs: of('output_declaration').map(([name]) => name.text),
    resources: declared('resource_declaration'),
    modules: declared('module_declaration'),
  };
}

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));
process.stdout.write(JSON.stringify(process.argv.slice(2).map(file => read(parser, file))));
