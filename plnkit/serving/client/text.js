// Stands for sanitize-html (0.3 MB): a description is text, so that no element is allowed in it.
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
export default (text) => text.replace(/[&<>]/g, (sign) => SIGNS[sign]);
