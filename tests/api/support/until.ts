/** Asks again until the answer is right, for what comes shortly after an answer: at most `seconds`. */
export async function until<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean, seconds = 10): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > end)
      throw new Error(`not in ${seconds} s; the last answer: ${JSON.stringify(answer).slice(0, 1500)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
