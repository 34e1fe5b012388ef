import { queryOf } from "./dom.js";

// Problem is an answer that says what is wrong.
export class Problem extends Error {
  constructor(status, message, wait) {
    super(message);
    this.status = status;
    this.wait = wait; // seconds to wait before asking again, 0 for not
  }
}

const tokenKey = "kindred-token";

// token is asked of the reader once a tab, where the server wants one.
function headers() {
  const token = sessionStorage.getItem(tokenKey);
  return token ? { Authorization: "Bearer " + token } : {};
}

export function setToken(token) { sessionStorage.setItem(tokenKey, token); }

// get asks /api/v1: a path, and what goes into its query. signal ends it.
export function get(path, asked, signal) {
  return answer("/api/v1" + path + queryOf(asked), { headers: headers(), signal });
}

// post asks with a body.
export function post(path, body, signal) {
  const all = { ...headers(), "Content-Type": "application/json" };
  return answer("/api/v1" + path, { method: "POST", headers: all, body: JSON.stringify(body), signal });
}

async function answer(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (e) {
    if (e.name === "AbortError") throw e;
    throw new Problem(0, "The server does not answer.", 0);
  }
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  const says = problem.detail || problem.title || response.statusText;
  throw new Problem(response.status, says, Number(response.headers.get("Retry-After")) || 0);
}

// patiently asks again for as long as the answer is still being made, and says so.
export async function patiently(ask, say, signal) {
  for (;;) {
    try {
      return await ask();
    } catch (e) {
      if (!(e instanceof Problem) || e.status !== 503 && e.status !== 429 || !e.wait) throw e;
      say(e.message);
      await new Promise((done, fail) => {
        const timer = setTimeout(done, Math.min(e.wait, 5) * 1000);
        signal.addEventListener("abort", () => { clearTimeout(timer); fail(new DOMException("", "AbortError")); }, { once: true });
      });
    }
  }
}
