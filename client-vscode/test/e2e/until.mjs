/** How many times longer to wait than on a machine that has nothing else to do. */
export const patience = Number(process.env.DOCKERLSP_E2E_PATIENCE ?? 1);

/** Asks again and again until the answer is true; gives that answer. */
export async function until(what, ask, limit = 20_000) {
  const end = Date.now() + limit * patience;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`waited ${limit * patience / 1000} seconds for ${what}`);
    }
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}
