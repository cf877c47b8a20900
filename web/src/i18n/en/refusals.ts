// Every code by which the server or this page says no, as a sentence: refusal.* says what happened, advice.* what to do,
// by category or, where there is more to say, by code (screens/errors/recovery.ts).
import type { RefusalCode } from '../../contract/codes';

const causes: Record<`refusal.${RefusalCode}`, string> = {
  'refusal.SESSION_NOT_FOUND': 'There is no session at this address.',
  'refusal.NOT_A_PARTICIPANT': 'You are not one of the participants of this session.',
  'refusal.SESSION_CANCELLED': 'This session was cancelled.',
  'refusal.SESSION_DECLINED': 'This session was declined.',
  'refusal.SESSION_COMPLETED': 'This session is over.',
  'refusal.SESSION_NOT_CONFIRMED': 'This session has not been confirmed yet.',
  'refusal.PAYMENT_PENDING': 'The payment for this session has not arrived yet.',
  'refusal.PAYMENT_FAILED': 'The payment for this session failed.',
  'refusal.PAYMENT_REFUNDED': 'The payment for this session was refunded.',
  'refusal.TOO_EARLY': 'It is too early to join this session.',
  'refusal.TOO_LATE': 'The time to join this session has passed.',
  'refusal.ROOM_NOT_FOUND': 'The room of this session does not exist.',
  'refusal.ROOM_FULL': 'The room is full: everyone who has a place in this session is there already.',
  'refusal.INVALID_SESSION': 'This session cannot be joined now.',
  'refusal.AUTHENTICATION_FAILED': 'Your sign-in was not accepted.',
  'refusal.PERMISSION_DENIED': 'You are not allowed to do this in this session.',
  'refusal.CONNECTION_TIMEOUT': 'The connection to the server took too long.',
  'refusal.RATE_LIMITED': 'There were too many attempts in a short time.',
  'refusal.INVALID_PAYLOAD': 'The server could not read what this page sent in the call.',
  'refusal.SUPERSEDED': 'This call was opened in another window.',
  'refusal.INVALID_SESSION_ID': 'This link is not complete.',
  'refusal.INVALID_BODY': 'The server did not understand this page.',
  'refusal.INVALID_USER_ID': 'There is no such person.',
  'refusal.INVALID_QUERY': 'The server did not understand this page.',
  'refusal.BAD_REQUEST': 'The server did not understand this page.',
  'refusal.UNAUTHENTICATED': 'You are not signed in.',
  'refusal.TOKEN_EXPIRED': 'Your link or sign-in has expired.',
  'refusal.INVALID_CREDENTIALS': 'The email address or the password is wrong.',
  'refusal.FORBIDDEN': 'You are not allowed to see this.',
  'refusal.NOT_FOUND': 'The server does not know what this page asked for.',
  'refusal.USER_NOT_FOUND': 'There is no such person.',
  'refusal.CLIENT_NOT_FOUND': 'The client of this session is not known.',
  'refusal.PSYCHOLOGIST_NOT_FOUND': 'The psychologist of this session is not known.',
  'refusal.REQUEST_TIMEOUT': 'The server waited too long for this page.',
  'refusal.EMAIL_TAKEN': 'Somebody has this email address already.',
  'refusal.CONFLICT': 'Somebody else changed this at the same moment.',
  'refusal.EXPECTATION_FAILED': 'The server did not understand this page.',
  'refusal.CALL_NOT_STARTED': 'The call has not started yet.',
  'refusal.CALL_NOT_ENDED': 'The call has not ended yet.',
  'refusal.CALL_ENDED': 'The call ended too long ago for this.',
  'refusal.TOO_MANY_SAMPLES': 'The server has as many reports on this connection as it keeps.',
  'refusal.ILLEGAL_STATUS_MOVE': 'The session cannot be changed in this way.',
  'refusal.HEADERS_TOO_LARGE': 'The server did not accept this page’s request: it is too large.',
  'refusal.HTTP_VERSION_NOT_SUPPORTED': 'The server cannot talk with this browser.',
  'refusal.METHOD_NOT_ALLOWED': 'The server did not understand this page.',
  'refusal.PAYLOAD_TOO_LARGE': 'What was sent to the server is too large.',
  'refusal.UNSUPPORTED_MEDIA_TYPE': 'The server did not understand this page.',
  'refusal.INTERNAL': 'Something went wrong on the server.',
  'refusal.UNAVAILABLE': 'The server is not available at the moment.',
  'refusal.NETWORK': 'The server cannot be reached.',
  'refusal.BAD_ANSWER': 'The server gave an answer that this page does not understand.',
  'refusal.SIGNALING_LOST': 'The connection to the server was lost.',
};

const advice = {
  'advice.wait': 'You need not do anything: this page tries again by itself in a moment.',
  'advice.connection':
    'Please check your internet connection: go closer to the Wi-Fi, or turn Wi-Fi off and on. Then try again, if this page has not done so by itself.',
  'advice.retry': 'Please try again. If it happens once more, load the page again.',
  'advice.reload': 'Please load the page again: it may be older than the server.',
  'advice.sign-in': 'Please open the link you were sent once more, or sign in with your email address and password.',
  'advice.ask-clinic':
    'Please get in touch with the practice with which you made the appointment. This page notices by itself when something changes.',
  'advice.wrong-link':
    'Please open the link from your newest message, all of it. If that does not help, ask the practice for a new link.',
  'advice.over': 'If you expected something else, please get in touch with the practice.',
  'advice.correct': 'Please check what you entered, and send it again.',
  'advice.other-window': 'You can go on in the other window, or use this one instead.',
  'advice.browser-settings':
    'Please allow camera and microphone for this page in your browser, then try again. You can also take part without them.',
  'advice.device': 'Please choose another device, or try again.',
  'advice.environment': 'Please use a current version of Chrome, Edge, Firefox or Safari.',
  'advice.NOT_A_PARTICIPANT':
    'Perhaps somebody else is signed in on this device. Please open your own link, or sign in as yourself.',
  'advice.SESSION_NOT_CONFIRMED':
    'The practice has yet to confirm it. You can wait here: this page notices by itself. If the session is about to begin, please call them.',
  'advice.PAYMENT_PENDING':
    'If you have paid, please wait a few minutes: this page notices by itself. Otherwise pay in the way you agreed with the practice.',
  'advice.PAYMENT_FAILED':
    'Please pay once more in the way you agreed with the practice, or call them. This page notices by itself when it has arrived.',
  'advice.TOO_EARLY':
    'You can stay on this page: the door opens by itself. Until then you can try out your camera and microphone.',
  'advice.TOO_LATE': 'Please get in touch with the practice to find a new time.',
  'advice.ROOM_FULL': 'If you are in the call on another device, leave it there first. Then try again.',
  'advice.INVALID_CREDENTIALS':
    'Please check both, capital letters too. If you have forgotten the password, ask the practice for a link.',
  'advice.EMAIL_TAKEN': 'Please use another address, or look for this person in the list.',
  'advice.ILLEGAL_STATUS_MOVE': 'Its state has changed in the meantime, or does not allow this. Please look at it again.',
  'advice.MEDIA_NO_DEVICE': 'Please plug one in or turn it on, then try again. You can also take part without it.',
  'advice.MEDIA_DEVICE_IN_USE':
    'Please close other programs and windows that make video calls, then try again. If that does not help, unplug it and plug it in again.',
  'advice.MEDIA_CONSTRAINTS': 'Please choose another one.',
  'advice.MEDIA_DEVICE_LOST': 'Please plug it in again, or choose another one.',
  'advice.CAMERA_UNSENT':
    'If the picture does not come back by itself in a moment, please close other programs and tabs, choose another camera under Devices, or join again in another browser. You are heard all the same.',
  'advice.MEDIA_INSECURE_PAGE': 'Please open this page with an address that begins with https://, such as the link you were sent.',
} as const;

export const refusals = {
  ...causes,
  ...advice,
  'problem.checkAgain': 'Check again',
  'problem.tryAgain': 'Try again',
  'problem.reload': 'Load the page again',
  'problem.useHere': 'Use this window instead',
  'problem.signIn': 'Sign in',
  'problem.home': 'Your sessions',
  'problem.help': 'Help with this',
  'advice.system-settings':
    'Please open the settings of your phone or computer, and allow the browser there: under Privacy on a computer, under Apps on a phone. Then try again.',
  'advice.SCREEN_DISMISSED': 'To show something, press the button again and choose a screen, a window or a tab.',
  'advice.SCREEN_UNAVAILABLE':
    'Please open what you want to show, then try again and choose it, or choose the whole screen.',
  'advice.SCREEN_UNSUPPORTED':
    'Screens can be shared from a computer with a current version of Chrome, Edge, Firefox or Safari.',
} as const;
