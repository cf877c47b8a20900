// Every code by which the server or this page says no: what happened (refusal.*, screen.*) and what to do (advice.*).
import type { refusals as english } from '../en/refusals';
import type { Strings } from '../strings';

export const refusals: Strings<typeof english> = {
  'refusal.SESSION_NOT_FOUND': 'Hakuna kikao kwenye anwani hii.',
  'refusal.NOT_A_PARTICIPANT': 'Wewe si mmoja wa washiriki wa kikao hiki.',
  'refusal.SESSION_CANCELLED': 'Kikao hiki kimeghairiwa.',
  'refusal.SESSION_DECLINED': 'Kikao hiki kimekataliwa.',
  'refusal.SESSION_COMPLETED': 'Kikao hiki kimekwisha.',
  'refusal.SESSION_NOT_CONFIRMED': 'Kikao hiki bado hakijathibitishwa.',
  'refusal.PAYMENT_PENDING': 'Malipo ya kikao hiki bado hayajafika.',
  'refusal.PAYMENT_FAILED': 'Malipo ya kikao hiki hayakufanikiwa.',
  'refusal.PAYMENT_REFUNDED': 'Malipo ya kikao hiki yamerudishwa.',
  'refusal.TOO_EARLY': 'Bado ni mapema kujiunga na kikao hiki.',
  'refusal.TOO_LATE': 'Muda wa kujiunga na kikao hiki umepita.',
  'refusal.ROOM_NOT_FOUND': 'Chumba cha kikao hiki hakipo.',
  'refusal.ROOM_FULL': 'Chumba kimejaa: wote wenye nafasi katika kikao hiki wamo tayari.',
  'refusal.INVALID_SESSION': 'Kikao hiki hakiwezi kuunganishwa kwa sasa.',
  'refusal.AUTHENTICATION_FAILED': 'Kuingia kwako hakukukubaliwa.',
  'refusal.PERMISSION_DENIED': 'Huruhusiwi kufanya hivi katika kikao hiki.',
  'refusal.CONNECTION_TIMEOUT': 'Kuunganishwa na seva kumechukua muda mrefu mno.',
  'refusal.RATE_LIMITED': 'Kumekuwa na majaribio mengi mno kwa muda mfupi.',
  'refusal.INVALID_PAYLOAD': 'Seva haikuweza kusoma kilichotumwa na ukurasa huu katika simu.',
  'refusal.SUPERSEDED': 'Simu hii imefunguliwa katika dirisha lingine.',
  'refusal.INVALID_SESSION_ID': 'Kiungo hiki hakijakamilika.',
  'refusal.INVALID_BODY': 'Seva haikuuelewa ukurasa huu.',
  'refusal.INVALID_USER_ID': 'Hakuna mtu kama huyo.',
  'refusal.INVALID_QUERY': 'Seva haikuuelewa ukurasa huu.',
  'refusal.BAD_REQUEST': 'Seva haikuuelewa ukurasa huu.',
  'refusal.UNAUTHENTICATED': 'Hujaingia.',
  'refusal.TOKEN_EXPIRED': 'Muda wa kiungo chako au wa kuingia kwako umeisha.',
  'refusal.INVALID_CREDENTIALS': 'Anwani ya barua pepe au nenosiri si sahihi.',
  'refusal.FORBIDDEN': 'Huruhusiwi kuona hii.',
  'refusal.NOT_FOUND': 'Seva haijui kile ambacho ukurasa huu uliomba.',
  'refusal.USER_NOT_FOUND': 'Hakuna mtu kama huyo.',
  'refusal.CLIENT_NOT_FOUND': 'Mteja wa kikao hiki hajulikani.',
  'refusal.PSYCHOLOGIST_NOT_FOUND': 'Mwanasaikolojia wa kikao hiki hajulikani.',
  'refusal.REQUEST_TIMEOUT': 'Seva imesubiri ukurasa huu kwa muda mrefu mno.',
  'refusal.EMAIL_TAKEN': 'Mtu mwingine tayari ana anwani hii ya barua pepe.',
  'refusal.CONFLICT': 'Mtu mwingine amebadilisha hii wakati huohuo.',
  'refusal.EXPECTATION_FAILED': 'Seva haikuuelewa ukurasa huu.',
  'refusal.CALL_NOT_STARTED': 'Simu bado haijaanza.',
  'refusal.CALL_NOT_ENDED': 'Simu bado haijaisha.',
  'refusal.CALL_ENDED': 'Simu iliisha muda mrefu uliopita, kwa hiyo hili haliwezekani tena.',
  'refusal.TOO_MANY_SAMPLES': 'Seva tayari ina ripoti zote inazohifadhi kuhusu muunganisho huu.',
  'refusal.ILLEGAL_STATUS_MOVE': 'Kikao hakiwezi kubadilishwa kwa njia hii.',
  'refusal.HEADERS_TOO_LARGE': 'Seva haikukubali ombi la ukurasa huu: ni kubwa mno.',
  'refusal.HTTP_VERSION_NOT_SUPPORTED': 'Seva haiwezi kuwasiliana na kivinjari hiki.',
  'refusal.METHOD_NOT_ALLOWED': 'Seva haikuuelewa ukurasa huu.',
  'refusal.PAYLOAD_TOO_LARGE': 'Kilichotumwa kwa seva ni kikubwa mno.',
  'refusal.UNSUPPORTED_MEDIA_TYPE': 'Seva haikuuelewa ukurasa huu.',
  'refusal.INTERNAL': 'Kuna hitilafu imetokea kwenye seva.',
  'refusal.UNAVAILABLE': 'Seva haipatikani kwa sasa.',
  'refusal.NETWORK': 'Seva haifikiki.',
  'refusal.BAD_ANSWER': 'Seva imetoa jibu ambalo ukurasa huu hauelewi.',
  'refusal.SIGNALING_LOST': 'Muunganisho na seva umepotea.',
  'advice.wait': 'Huhitaji kufanya chochote: ukurasa huu utajaribu tena wenyewe baada ya muda mfupi.',
  'advice.connection':
    'Tafadhali angalia intaneti yako: sogea karibu na Wi-Fi, au zima Wi-Fi kisha uiwashe. Halafu jaribu tena, ikiwa ukurasa huu haujajaribu wenyewe.',
  'advice.retry': 'Tafadhali jaribu tena. Ikitokea tena, pakia ukurasa upya.',
  'advice.reload': 'Tafadhali pakia ukurasa upya: huenda ni wa zamani kuliko seva.',
  'advice.sign-in': 'Tafadhali fungua tena kiungo ulichotumiwa, au ingia kwa barua pepe na nenosiri lako.',
  'advice.ask-clinic':
    'Tafadhali wasiliana na kliniki uliyopanga nayo miadi. Ukurasa huu hutambua wenyewe kitu kinapobadilika.',
  'advice.wrong-link':
    'Tafadhali fungua kiungo kilicho katika ujumbe wako wa karibuni, chote. Isiposaidia, omba kiungo kipya kwa kliniki.',
  'advice.over': 'Kama ulitarajia jambo lingine, tafadhali wasiliana na kliniki.',
  'advice.correct': 'Tafadhali kagua ulichoandika, kisha ukitume tena.',
  'advice.other-window': 'Unaweza kuendelea katika dirisha lingine, au kutumia hili badala yake.',
  'advice.browser-settings':
    'Tafadhali ruhusu kamera na maikrofoni kwa ukurasa huu katika kivinjari chako, kisha jaribu tena. Unaweza pia kushiriki bila hivyo.',
  'advice.device': 'Tafadhali chagua kifaa kingine, au jaribu tena.',
  'advice.environment': 'Tafadhali tumia toleo la sasa la Chrome, Edge, Firefox au Safari.',
  'advice.NOT_A_PARTICIPANT':
    'Huenda mtu mwingine ameingia kwenye kifaa hiki. Tafadhali fungua kiungo chako mwenyewe, au ingia kwa jina lako.',
  'advice.SESSION_NOT_CONFIRMED':
    'Kliniki bado haijakithibitisha. Unaweza kusubiri hapa: ukurasa huu utatambua wenyewe. Kama kikao kinakaribia kuanza, tafadhali wapigie simu.',
  'advice.PAYMENT_PENDING':
    'Kama umelipa, tafadhali subiri dakika chache: ukurasa huu utatambua wenyewe. La sivyo, lipa kwa njia mliyokubaliana na kliniki.',
  'advice.PAYMENT_FAILED':
    'Tafadhali lipa tena kwa njia mliyokubaliana na kliniki, au wapigie simu. Ukurasa huu utatambua wenyewe malipo yakifika.',
  'advice.TOO_EARLY':
    'Unaweza kubaki kwenye ukurasa huu: mlango utafunguka wenyewe. Kwa sasa unaweza kujaribu kamera na maikrofoni yako.',
  'advice.TOO_LATE': 'Tafadhali wasiliana na kliniki ili kupanga wakati mpya.',
  'advice.ROOM_FULL': 'Kama uko kwenye simu kwa kifaa kingine, ondoka huko kwanza. Kisha jaribu tena.',
  'advice.INVALID_CREDENTIALS':
    'Tafadhali kagua vyote viwili, pamoja na herufi kubwa. Kama umesahau nenosiri, omba kiungo kwa kliniki.',
  'advice.EMAIL_TAKEN': 'Tafadhali tumia anwani nyingine, au mtafute mtu huyu kwenye orodha.',
  'advice.ILLEGAL_STATUS_MOVE': 'Hali yake imebadilika kwa sasa, au hairuhusu hivyo. Tafadhali kiangalie tena.',
  'advice.MEDIA_NO_DEVICE': 'Tafadhali chomeka au washa kimoja, kisha jaribu tena. Unaweza pia kushiriki bila hicho.',
  'advice.MEDIA_DEVICE_IN_USE':
    'Tafadhali funga programu na madirisha mengine ya simu za video, kisha jaribu tena. Isiposaidia, chomoa kifaa na ukichomeke tena.',
  'advice.MEDIA_CONSTRAINTS': 'Tafadhali chagua kifaa kingine.',
  'advice.MEDIA_DEVICE_LOST': 'Tafadhali kichomeke tena, au chagua kingine.',
  'advice.CAMERA_UNSENT':
    'Ikiwa picha hairudi yenyewe baada ya muda mfupi, tafadhali funga programu na vichupo vingine, chagua kamera nyingine kwenye Vifaa, au jiunge tena kwa kivinjari kingine. Sauti yako inasikika hata hivyo.',
  'advice.MEDIA_INSECURE_PAGE':
    'Tafadhali fungua ukurasa huu kwa anwani inayoanza na https://, kama kiungo ulichotumiwa.',
  'problem.checkAgain': 'Angalia tena',
  'problem.tryAgain': 'Jaribu tena',
  'problem.reload': 'Pakia ukurasa upya',
  'problem.useHere': 'Tumia dirisha hili badala yake',
  'problem.signIn': 'Ingia',
  'problem.home': 'Vikao vyako',
  'problem.help': 'Msaada kuhusu hili',
  'advice.system-settings':
    'Tafadhali fungua mipangilio ya simu au kompyuta yako, kisha ruhusu kivinjari humo: chini ya Faragha kwenye kompyuta, chini ya Programu kwenye simu. Halafu jaribu tena.',
  'advice.SCREEN_DISMISSED': 'Ili kuonyesha kitu, bonyeza kitufe tena kisha uchague skrini, dirisha au kichupo.',
  'advice.SCREEN_UNAVAILABLE':
    'Tafadhali fungua unachotaka kuonyesha, kisha jaribu tena na ukichague, au uchague skrini nzima.',
  'advice.SCREEN_UNSUPPORTED':
    'Skrini inaweza kushirikiwa kutoka kwenye kompyuta yenye toleo la sasa la Chrome, Edge, Firefox au Safari.',
};
