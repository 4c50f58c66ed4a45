// The engine: newest text wins, crashes and hangs are survived, the same without a worker.

import assert from 'node:assert/strict';
import test from 'node:test';
import { assertQuiet, open, openArticle, openBlank, pause } from './browsers.mjs';
import { ARTICLE, articleOf } from './texts.mjs';

/** Runs `body` in a page, with the client module and the shared texts. */
const inPage = async (body, options) => {
  const page = await openBlank(options);
  const source = `(async () => {
    const client = await import(new URL('engine/client.js', document.baseURI));
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    const outcome = (promise) => promise.then((analysis) => analysis.length, (error) => error.name + ': ' + error.message);
    return (${body})(client, ${JSON.stringify(ARTICLE)}, { wait, outcome });
  })()`;
  const result = await page.evaluate(source);
  await page.close();
  return result;
};

test('the newest text wins and the waiting line is one deep', async () => {
  const [outcomes, last] = await inPage(async ({ Engine }, article, { outcome }) => {
    const engine = new Engine();
    const calls = [];
    for (let length = 1; length <= 20; length += 1) calls.push(outcome(engine.analyze(article.slice(0, length))));
    const all = await Promise.all(calls);
    return [all, all.length];
  });
  assert.equal(last, 20);
  assert.equal(outcomes.pop(), 20);
  for (const one of outcomes) assert.match(one, /^AbortError/);
});

test('a text that is superseded while it is being analysed is never answered', async () => {
  const order = await inPage(async ({ Engine }, article, { wait }) => {
    const engine = new Engine();
    await engine.analyze('');
    const order = [];
    engine.analyze(article.repeat(50)).then(() => order.push('old'), (error) => order.push(error.name));
    await wait(1);
    await engine.analyze(article).then((analysis) => order.push(analysis.length === article.length));
    await wait(1000);
    return order;
  });
  assert.deepEqual(order, ['AbortError', true]);
});

test('engines share one worker and do not answer for one another', async () => {
  const { lengths, workers } = await inPage(async ({ Engine }, article) => {
    const real = Worker;
    let workers = 0;
    window.Worker = class extends real {
      constructor(...given) {
        super(...given);
        workers += 1;
      }
    };
    const engines = Array.from({ length: 8 }, () => new Engine());
    const analyses = await Promise.all(engines.map((engine, index) => engine.analyze(article.slice(0, 10 + index))));
    for (const engine of engines) engine.close();
    return { lengths: analyses.map(({ length }) => length), workers };
  });
  assert.deepEqual(lengths, [10, 11, 12, 13, 14, 15, 16, 17]);
  assert.equal(workers, 1);
});

test('without a worker the answers are the same', async () => {
  const [same, workers] = await inPage(async ({ Engine }, article) => {
    const with_ = await new Engine().analyze(article);
    const real = Worker;
    let workers = 0;
    window.Worker = class extends real {
      constructor(...given) {
        super(...given);
        workers += 1;
      }
    };
    const engine = new Engine({ worker: false });
    const without = await engine.analyze(article);
    const edited = await engine.analyze(`${article} Yes.`);
    return [JSON.stringify(with_) === JSON.stringify(without) && edited.length === article.length + 5, workers];
  });
  assert.equal(same, true);
  assert.equal(workers, 0);
});

test('a worker that cannot start is replaced by the page’s own thread', async () => {
  const length = await inPage(async ({ Engine }, article, { outcome }) => {
    window.Worker = class {
      constructor() {
        throw new DOMException('not from here', 'SecurityError');
      }
    };
    return outcome(new Engine().analyze(article));
  });
  assert.equal(length, ARTICLE.length);
});

/** A port that fails in a given way the first `times`, and then is a real worker. */
const FAILING = `(times, how) => {
  let left = times;
  window.started = 0;
  return (hear) => {
    window.started += 1;
    const worker = new Worker(new URL('engine/worker.js', document.baseURI), { type: 'module', name: 'article-highlighter' });
    const fails = left-- > 0;
    // A worker that hangs says nothing once it is ready; one that crashes says so then.
    worker.onmessage = ({ data }) => {
      if (data.ready || !fails) hear(data);
      if (data.ready && fails && how === 'crash') hear({ failed: 'broken on purpose' });
    };
    return {
      send: (message) => fails || worker.postMessage(message),
      stop: () => worker.terminate(),
    };
  };
}`;

for (const how of ['crash', 'hang']) {
  test(`after one ${how} the text is sent once more, to a new worker`, async () => {
    const seen = await inPage(`async ({ Engine }, article, { outcome }) => {
      const engine = new Engine({ start: (${FAILING})(1, '${how}'), patience: () => 1500 });
      return [await outcome(engine.analyze(article)), window.started, await outcome(engine.analyze('Yes.'))];
    }`);
    assert.deepEqual(seen, [ARTICLE.length, 2, 4]);
  });

  test(`after a second ${how} the failure is told, and the next text is tried afresh`, async () => {
    const seen = await inPage(`async ({ Engine }, article, { outcome }) => {
      const engine = new Engine({ start: (${FAILING})(2, '${how}'), patience: () => 1500 });
      return [await outcome(engine.analyze(article)), window.started, await outcome(engine.analyze('Yes.')), window.started];
    }`);
    assert.match(seen[0], how === 'crash' ? /broken on purpose/ : /took too long/);
    assert.deepEqual(seen.slice(1), [2, 4, 3]);
  });
}

test('a crash while nothing is asked is not noticed', async () => {
  const page = await openBlank();
  const seen = await page.evaluate(async (article) => {
    const { Engine } = await import(new URL('engine/client.js', document.baseURI));
    const workers = [];
    const real = Worker;
    window.Worker = class extends real {
      constructor(...given) {
        super(...given);
        workers.push(this);
      }
    };
    const engine = new Engine();
    await engine.analyze(article);
    workers[0].dispatchEvent(new ErrorEvent('error', { message: 'gone' }));
    const { length } = await engine.analyze(`${article}!`);
    return { length, workers: workers.length };
  }, ARTICLE);
  assert.deepEqual(seen, { length: ARTICLE.length + 1, workers: 2 });
  await page.close();
});

test('closing lets go of the worker and of what is pending', async () => {
  const seen = await inPage(async ({ Engine }, article, { outcome }) => {
    let stopped = 0;
    const real = Worker.prototype.terminate;
    Worker.prototype.terminate = function () {
      stopped += 1;
      real.call(this);
    };
    const one = new Engine();
    const two = new Engine();
    const pending = outcome(one.analyze(article));
    one.close();
    one.close();
    const after = await outcome(two.analyze(article));
    const before = stopped;
    two.close();
    return [await pending, await outcome(one.analyze('')), after, before, stopped];
  });
  assert.match(seen[0], /AbortError/);
  assert.match(seen[1], /AbortError/);
  assert.deepEqual(seen.slice(2), [ARTICLE.length, 0, 1]);
});

// The page, with a worker that really dies: the same `Worker`, told to fail from outside.
const PATCHED = () => {
  const real = Worker;
  window.failures = 0;
  window.Worker = class extends real {
    postMessage(message) {
      if (window.failures > 0 && message.text !== undefined) {
        window.failures -= 1;
        this.terminate();
        setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })));
      } else {
        super.postMessage(message);
      }
    }
  };
};

test('the page survives a crash without a word, and tells a second one', async () => {
  const page = await openArticle({ before: PATCHED });
  const set = (failures, text) => page.evaluate(async (count, value) => {
    window.failures = count;
    const element = document.getElementById('article');
    element.value = value;
    return element.ready.then(({ length }) => length, (error) => error.message);
  }, failures, text);
  assert.equal(await set(1, ARTICLE), ARTICLE.length);
  assert.equal(await page.$eval('#notice', (notice) => notice.hidden), true);
  assert.equal(await set(2, `${ARTICLE}!`), 'out of memory');
  assert.equal(await page.$eval('#notice', (notice) => notice.hidden), false);
  assert.match(await page.$eval('#notice', (notice) => notice.textContent), /Your text is safe/);
  assert.equal(await page.evaluate(() => document.getElementById('article').value), `${ARTICLE}!`);
  await page.click('#notice button');
  assert.equal(await page.evaluate(() => document.getElementById('article').ready.then(({ length }) => length)), ARTICLE.length + 1);
  await page.waitForFunction(() => document.getElementById('notice').hidden);
  await page.close();
});

test('when the wasm cannot be had the page says so and keeps the text', async () => {
  const page = await open({
    before: () => {
      // Both the worker and the page's own thread come to nothing.
      window.Worker = class {
        constructor() {
          throw new Error('no worker');
        }
      };
      window.fetch = async () => new Response('', { status: 404 });
    },
  });
  await page.waitForFunction(() => !document.getElementById('notice').hidden);
  await page.evaluate(() => document.getElementById('article').focus());
  await page.keyboard.type('Still here');
  await pause(300);
  assert.equal(await page.evaluate(() => document.getElementById('article').value), 'Still here');
  assert.match(await page.$eval('#notice', (notice) => notice.textContent), /404/);
  await page.close();
});

test('an article of 5,000 words is analysed while the page stays awake', async (t) => {
  const page = await openArticle();
  const { longest, ticks } = await page.evaluate(async (article) => {
    let last = performance.now();
    let worst = 0;
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
      worst = Math.max(worst, performance.now() - last);
      last = performance.now();
    }, 5);
    const element = document.getElementById('article');
    element.value = article;
    await element.ready;
    clearInterval(timer);
    return { longest: worst, ticks };
  }, articleOf(5000));
  // How long is for a benchmark to say; that the page's own timers ran meanwhile is what a worker is for.
  t.diagnostic(`the page was held for at most ${Math.round(longest)} ms`);
  assert.ok(ticks >= 2, `${ticks} timers ran while the article was analysed`);
  await assertQuiet(page);
  await page.close();
});
