/** Asks again and again until the answer is true; gives that answer. */
export async function until(what, ask, patience = 20_000) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`waited ${patience / 1000} seconds for ${what}`);
    }
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}
