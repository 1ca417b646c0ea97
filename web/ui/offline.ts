/** The page that is shown when no other can be had; the only one that a browser keeps. */
export const OFFLINE_PATH = '/luring'
export const OFFLINE_WORKER_PATH = '/luring.js'
/** The notice that every page carries, hidden until its script shows it. */
export const OFFLINE_NOTICE_ID = 'luring'

/**
 * The one script of every page, inline, so that the policy of a page can name it by its hash and allow nothing else. It installs the worker
 * that keeps the offline page, and without a network holds a form back: what was typed stays where it is.
 */
export const OFFLINE_SCRIPT = `(()=>{const w=navigator.serviceWorker,say=on=>{const n=document.getElementById('${OFFLINE_NOTICE_ID}');if(n)n.hidden=!on};addEventListener('online',()=>say(false));addEventListener('offline',()=>say(true));addEventListener('submit',e=>{if(navigator.onLine===false){e.preventDefault();say(true)}},true);w?.addEventListener('message',e=>{if(e.data==='luring')say(true)});w?.startMessages();w?.register('${OFFLINE_WORKER_PATH}').catch(()=>{})})()`
