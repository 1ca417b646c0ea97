/* global window */
// Opens the browser's print window on a print view. Without it the reader uses the print menu himself.
window.addEventListener('load', () => window.print())
