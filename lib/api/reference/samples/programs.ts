import { type Grammar, literalOf, textOf } from './literal';
import { keyPlace, type SampleRequest } from './request';

const single = (text: string) => `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;
const double = (text: string) => JSON.stringify(text);

const javascript: Grammar = {
  ...{ quote: single, key: 'process.env.KEY', plus: '+', null: 'null', true: 'true', false: 'false' },
  ...{ open: '{', close: '}', colon: ': ', emptyObject: '{}' },
};
const python: Grammar = {
  ...{ quote: double, key: 'os.environ["KEY"]', plus: '+', null: 'None', true: 'True', false: 'False' },
  ...{ open: '{', close: '}', colon: ': ', emptyObject: '{}' },
};
const php: Grammar = {
  // In single quotes PHP knows no \n.
  quote: (text) => (text.includes('\n') ? double(text).replaceAll('$', '\\$') : single(text)),
  ...{ key: "getenv('KEY')", plus: '.', null: 'null', true: 'true', false: 'false' },
  ...{ open: '[', close: ']', colon: ' => ', emptyObject: 'new stdClass()' },
};
const java: Grammar = { ...javascript, quote: double, key: 'System.getenv("KEY")' };

const isText = (body: unknown) => typeof body === 'string';

/** For Node, and for browsers but for the key. */
export function javascriptOf({ method, url, headers, body }: SampleRequest): string {
  const text = () => (isText(body) ? textOf(javascript, body) : `JSON.stringify(${literalOf(javascript, body, '  ')})`);
  const lines = [
    `  method: '${method}',`,
    ...list(headers, '  headers: {', '  },', ([name, value]) => `    ${single(name)}: ${textOf(javascript, value)},`),
    ...(body === undefined ? [] : [`  body: ${text()},`]),
  ];
  return [
    `const answer = await fetch(${textOf(javascript, url)}, {`,
    ...lines,
    '});',
    'console.log(answer.status, await answer.text());',
  ].join('\n');
}

export function pythonOf({ method, url, headers, body }: SampleRequest): string {
  const text = () => (isText(body) ? textOf(python, body) : `json.dumps(${literalOf(python, body, '    ')})`);
  const hasKey = JSON.stringify([url, headers, body]).includes(keyPlace);
  const modules = [...(body !== undefined && !isText(body) ? ['json'] : []), ...(hasKey ? ['os'] : [])];
  return [
    ...[...modules, 'urllib.request'].map((name) => `import ${name}`),
    '',
    'request = urllib.request.Request(',
    `    ${textOf(python, url)},`,
    `    method="${method}",`,
    ...list(
      headers,
      '    headers={',
      '    },',
      ([name, value]) => `        ${double(name)}: ${textOf(python, value)},`,
    ),
    ...(body === undefined ? [] : [`    data=${text()}.encode(),`]),
    ')',
    'answer = urllib.request.urlopen(request)',
    'print(answer.status, answer.read().decode())',
  ].join('\n');
}

export function phpOf({ method, url, headers, body }: SampleRequest): string {
  const text = () => (isText(body) ? textOf(php, body) : `json_encode(${literalOf(php, body, '    ')})`);
  return [
    '<?php',
    `$request = curl_init(${textOf(php, url)});`,
    'curl_setopt_array($request, [',
    `    CURLOPT_CUSTOMREQUEST => '${method}',`,
    ...list(
      headers,
      '    CURLOPT_HTTPHEADER => [',
      '    ],',
      ([name, value]) => `        ${textOf(php, `${name}: ${value}`)},`,
    ),
    ...(body === undefined ? [] : [`    CURLOPT_POSTFIELDS => ${text()},`]),
    '    CURLOPT_RETURNTRANSFER => true,',
    ']);',
    '$answer = curl_exec($request);',
    "echo curl_getinfo($request, CURLINFO_RESPONSE_CODE), ' ', $answer, PHP_EOL;",
  ].join('\n');
}

/** For a JDK of 17 or newer: `java Sample.java`. */
export function javaOf({ method, url, headers, body }: SampleRequest): string {
  const publisher =
    body === undefined ? 'BodyPublishers.noBody()' : `BodyPublishers.ofString(${javaText(body, '                ')})`;
  return [
    'import java.net.URI;',
    'import java.net.http.HttpClient;',
    'import java.net.http.HttpRequest;',
    'import java.net.http.HttpRequest.BodyPublishers;',
    'import java.net.http.HttpResponse.BodyHandlers;',
    '',
    'class Sample {',
    '    public static void main(String[] args) throws Exception {',
    `        var request = HttpRequest.newBuilder(URI.create(${textOf(java, url)}))`,
    `            .method("${method}", ${publisher})`,
    ...headers.map(([name, value]) => `            .header(${double(name)}, ${textOf(java, value)})`),
    '            .build();',
    '        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());',
    '        System.out.println(answer.statusCode() + " " + answer.body());',
    '    }',
    '}',
  ].join('\n');
}

/** JSON as a text block, which may be read; nothing in Java writes a value. */
function javaText(body: unknown, indent: string): string {
  if (isText(body)) return textOf(java, body);
  const block = JSON.stringify(body, null, 4).replaceAll('\\', '\\\\').replaceAll('\n', `\n${indent}`);
  const hasKey = block.includes(keyPlace);
  return `"""\n${indent}${block}"""${hasKey ? `.replace("${keyPlace}", ${java.key})` : ''}`;
}

function list<T>(items: T[], open: string, close: string, line: (item: T) => string): string[] {
  return items.length === 0 ? [] : [open, ...items.map(line), close];
}
