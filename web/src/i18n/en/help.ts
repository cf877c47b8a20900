// Help.
export const help = {
  'help.title': 'Help',
  'help.problem': 'What happened',
  'help.fixes': 'Quick fixes',
  'help.fixesHint': 'Choose what you notice. The steps are in the order in which they help most often.',
  'help.faq': 'Questions and answers',
  'help.permission': 'Allow camera and microphone',
  'help.otherBrowser': 'Another browser?',
  'help.back': 'Back',
  'help.home': 'Your sessions',
  'help.signIn': 'Sign in',
  'permit.chrome.1': 'Press the icon at the left end of the address bar.',
  'permit.chrome.2': 'Turn on Camera and Microphone.',
  'permit.chrome.3': 'Come back here and press “Try again”. If Chrome offers to reload the page, do so.',
  'permit.edge.1': 'Press the lock at the left end of the address bar.',
  'permit.edge.2': 'Under “Permissions for this site”, set Camera and Microphone to Allow.',
  'permit.edge.3': 'Come back here and press “Try again”. If Edge offers to reload the page, do so.',
  'permit.firefox.1': 'Press the crossed-out camera or microphone at the left end of the address bar.',
  'permit.firefox.2': 'Press the × beside “Blocked”, at Camera and at Microphone.',
  'permit.firefox.3': 'Come back here, press “Try again”, and choose Allow when Firefox asks.',
  'permit.safari.1': 'In the menu bar, open Safari, then “Settings for This Website…”.',
  'permit.safari.2': 'Set Camera and Microphone to Allow.',
  'permit.safari.3': 'Come back here and press “Try again”.',
  'permit.ios.1':
    'In Safari, press the page icon or “aA” in the address bar, then “Website Settings”, and set Camera and Microphone to Allow.',
  'permit.ios.2':
    'In another browser, or if that did not help: open the Settings of the iPhone or iPad, Apps, your browser, and turn on Camera and Microphone.',
  'permit.ios.3': 'Come back here and press “Try again”. If that is not enough, load the page again.',
  'permit.android.1':
    'Press the icon at the left end of the address bar, then Permissions, and allow Camera and Microphone.',
  'permit.android.2':
    'If that did not help: open the phone’s Settings, Apps, your browser, Permissions, and allow Camera and Microphone.',
  'permit.android.3': 'Come back here and press “Try again”. If that is not enough, load the page again.',
  'permit.other.1': 'Look for a lock, a camera or a settings icon near the address of the page, and press it.',
  'permit.other.2': 'Allow Camera and Microphone for this page.',
  'permit.other.3':
    'Come back here and press “Try again”. If there is no such setting, open your link in Chrome, Edge, Firefox or Safari.',
  'permit.system':
    'Still blocked? On a computer, its own privacy settings may keep camera and microphone from every browser: look under Privacy in the settings of Windows or macOS.',
  'fix.cannot-hear': 'I cannot hear the other person',
  'fix.cannot-hear.1':
    'Turn up the volume of your device, and look whether headphones are connected that you do not wear. On a phone, look at the silent switch.',
  'fix.cannot-hear.2':
    'Look at the other person’s name in the call: “microphone off” means that they have to turn it on.',
  'fix.cannot-hear.3':
    'If the page shows a button to hear the other person, press it: browsers play no sound before you have pressed something.',
  'fix.cannot-hear.4': 'Open the devices, choose another speaker, and play the test sound.',
  'fix.cannot-hear.5': 'Leave the call and join again. It goes on in the meantime.',
  'fix.not-heard': 'The other person cannot hear me',
  'fix.not-heard.1': 'Look at the microphone button: if it is crossed out, press it.',
  'fix.not-heard.2': 'Open the devices and say something: if the bar does not move, choose another microphone.',
  'fix.not-heard.3': 'Many headsets have a switch of their own that mutes them: look at the cable or the earpiece.',
  'fix.not-heard.4': 'Close other programs and windows that use the microphone.',
  'fix.not-heard.5':
    'Look whether the browser may use the microphone: the steps are below, under “Allow camera and microphone”.',
  'fix.no-picture': 'There is no picture',
  'fix.no-picture.1': 'If yours is missing, look at the camera button: if it is crossed out, press it.',
  'fix.no-picture.2':
    'Look whether a cover or a slider is in front of the lens, and close other programs that use the camera.',
  'fix.no-picture.3': 'Open the devices and choose another camera.',
  'fix.no-picture.4':
    'If the other person’s is missing, their camera may be off. On a weak network the picture is paused so that the voice stays clear; it comes back by itself.',
  'fix.freezes': 'The picture freezes or the sound breaks up',
  'fix.freezes.1': 'Go closer to the Wi-Fi, or use a cable. Mobile data is often better than a hotel’s Wi-Fi.',
  'fix.freezes.2': 'Stop downloads, films and other calls on the same network.',
  'fix.freezes.3': 'Turn your camera off for a while: the voice needs far less.',
  'fix.freezes.4': 'Close other programs and tabs, and plug in your device: many slow down to save the battery.',
  'fix.cannot-join': 'I cannot join',
  'fix.cannot-join.1':
    'Look at the time of your session: the door opens a little before it. You can leave the page open; it lets you in by itself.',
  'fix.cannot-join.2': 'Open your own link from your newest message, all of it.',
  'fix.cannot-join.3':
    'If the link opened inside a mail or chat program, copy it into Chrome, Edge, Firefox or Safari.',
  'fix.cannot-join.4':
    'Test the connection on the page before the call. Networks of companies and hotels sometimes block calls: turn off a VPN, or try mobile data.',
  'fix.cannot-join.5': 'If nothing helps, call the practice with which you made the appointment.',
  'fix.lost': 'The connection was lost',
  'fix.lost.1':
    'Wait a moment and leave the page open: it reconnects by itself. As long as you hear each other, go on talking.',
  'fix.lost.2': 'Turn Wi-Fi off and on, or change to mobile data.',
  'fix.lost.3': 'If nothing happens for a minute, load the page again: you come back into the same call.',
  'fix.lost.4': 'If the page is gone, open your link again, on another device too.',
  'faq.recorded': 'Is the call recorded?',
  'faq.recorded.answer':
    'No. Nothing here records: there is no such function, and picture and sound do not pass through this server’s programs. Like every call, it could still be recorded on a person’s own device with other means.',
  'faq.who': 'Who can see and hear us?',
  'faq.who.answer':
    'Only those who are in the room, and you see each of them. The people of the session can enter, and a person who runs this service. Picture and sound are encrypted between your browsers; a relay, if one is needed, passes them on without being able to read them. The server introduces the browsers to one another, so you trust whoever runs it.',
  'faq.chat': 'What happens to chat messages?',
  'faq.chat.answer':
    'They go encrypted from browser to browser and are kept nowhere. When you close the page, they are gone.',
  'faq.browsers': 'Which browsers and devices work?',
  'faq.browsers.answer':
    'Current versions of Chrome, Edge, Firefox and Safari, on computers, tablets and phones. There is nothing to install. Old versions are a frequent cause of trouble: install the updates of your device.',
  'faq.lost': 'What if I lose the connection?',
  'faq.lost.answer':
    'The call stays open and the page comes back by itself. You can also load the page again, or open your link on another device: the call moves there.',
  'faq.data': 'What data is kept?',
  'faq.data.answer':
    'Your name and email address, your sessions and whether they are paid, when a call began and ended and who was in it, figures about the quality of the connection, and your rating. When somebody enters, starts or ends a call, or is refused, the time, the internet address and the kind of browser are noted for security. Picture, sound and chat are never kept. Ask the practice what it has about you, and to delete it. Your choice of language and devices stays in this browser.',
  'help.in.chrome': 'In Chrome',
  'help.in.edge': 'In Edge',
  'help.in.firefox': 'In Firefox',
  'help.in.safari': 'In Safari on a Mac',
  'help.in.ios': 'On an iPhone or iPad',
  'help.in.android': 'On an Android phone or tablet',
  'help.in.other': 'In other browsers',
} as const;
