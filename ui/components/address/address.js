// The only code that writes the address. The server says all of it but the step of the walk; a figure tells its step
// by the event "unrolled-step" with the path of its page, so that one that is just leaving cannot write to the next.
const PARAMETER = 'step';
const tab = (globalThis.unrolled ??= {});

function write(search) {
  const url = new URL(location.href);
  url.search = search;
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}

function withStep(search, step) {
  const query = new URLSearchParams(search);
  query.delete(PARAMETER);
  if (step !== null) query.set(PARAMETER, String(step));
  return query.toString();
}

if (!tab.writesAddress) {
  tab.writesAddress = true;
  addEventListener('unrolled-step', ({ detail }) => {
    if (detail.path === location.pathname) write(withStep(location.search, detail.step));
  });
}

export default function ({ data }) {
  write(withStep(data.query, new URLSearchParams(location.search).get(PARAMETER)));
  if (tab.page !== undefined && tab.page !== data.page) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  tab.page = data.page;
}
