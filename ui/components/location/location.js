export default function ({ setStateValue }) {
  setStateValue('address', window.location.href);
}
