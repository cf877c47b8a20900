// Help.
import type { help as english } from '../en/help';
import type { Strings } from '../strings';

export const help: Strings<typeof english> = {
  'help.title': 'Msaada',
  'help.problem': 'Kilichotokea',
  'help.fixes': 'Suluhisho za haraka',
  'help.fixesHint': 'Chagua unachokiona. Hatua zimepangwa kwa namna ambayo husaidia mara nyingi zaidi.',
  'help.faq': 'Maswali na majibu',
  'help.permission': 'Ruhusu kamera na maikrofoni',
  'help.otherBrowser': 'Kivinjari kingine?',
  'help.back': 'Rudi',
  'help.home': 'Vikao vyako',
  'help.signIn': 'Ingia',
  'permit.chrome.1': 'Bonyeza ikoni iliyo mwanzo wa upau wa anwani, upande wa kushoto.',
  'permit.chrome.2': 'Washa Kamera na Maikrofoni.',
  'permit.chrome.3': 'Rudi hapa na ubonyeze “Jaribu tena”. Chrome ikipendekeza kupakia ukurasa upya, kubali.',
  'permit.edge.1': 'Bonyeza kufuli iliyo mwanzo wa upau wa anwani, upande wa kushoto.',
  'permit.edge.2': 'Chini ya “Permissions for this site”, weka Kamera na Maikrofoni kuwa Ruhusu (Allow).',
  'permit.edge.3': 'Rudi hapa na ubonyeze “Jaribu tena”. Edge ikipendekeza kupakia ukurasa upya, kubali.',
  'permit.firefox.1': 'Bonyeza ikoni ya kamera au maikrofoni iliyokatwa mstari, mwanzo wa upau wa anwani.',
  'permit.firefox.2': 'Bonyeza × kando ya “Blocked”, kwa kamera na kwa maikrofoni.',
  'permit.firefox.3': 'Rudi hapa, bonyeza “Jaribu tena”, kisha chagua Ruhusu (Allow) Firefox ikiuliza.',
  'permit.safari.1': 'Kwenye upau wa menyu, fungua Safari, kisha “Settings for This Website…”.',
  'permit.safari.2': 'Weka Kamera na Maikrofoni kuwa Ruhusu (Allow).',
  'permit.safari.3': 'Rudi hapa na ubonyeze “Jaribu tena”.',
  'permit.ios.1':
    'Katika Safari, gusa ikoni ya ukurasa au “aA” kwenye upau wa anwani, kisha “Website Settings”, na uweke Kamera na Maikrofoni kuwa Ruhusu (Allow).',
  'permit.ios.2':
    'Katika kivinjari kingine, au ikiwa haikusaidia: fungua Settings za iPhone au iPad, Apps, kivinjari chako, kisha washa Kamera na Maikrofoni.',
  'permit.ios.3': 'Rudi hapa na ubonyeze “Jaribu tena”. Isipotosha, pakia ukurasa upya.',
  'permit.android.1':
    'Gusa ikoni iliyo mwanzo wa upau wa anwani, kisha Permissions (Ruhusa), na uruhusu Kamera na Maikrofoni.',
  'permit.android.2':
    'Ikiwa haikusaidia: fungua Mipangilio ya simu, Programu, kivinjari chako, Ruhusa, kisha uruhusu Kamera na Maikrofoni.',
  'permit.android.3': 'Rudi hapa na ubonyeze “Jaribu tena”. Isipotosha, pakia ukurasa upya.',
  'permit.other.1': 'Tafuta kufuli, kamera au ikoni ya mipangilio karibu na anwani ya ukurasa, kisha uibonyeze.',
  'permit.other.2': 'Ruhusu Kamera na Maikrofoni kwa ukurasa huu.',
  'permit.other.3':
    'Rudi hapa na ubonyeze “Jaribu tena”. Kama hakuna mpangilio huo, fungua kiungo chako katika Chrome, Edge, Firefox au Safari.',
  'permit.system':
    'Bado imezuiwa? Kwenye kompyuta, mipangilio yake ya faragha inaweza kuzuia kamera na maikrofoni kwa vivinjari vyote: angalia chini ya Faragha (Privacy) katika mipangilio ya Windows au macOS.',
  'fix.cannot-hear': 'Simsikii mtu mwingine',
  'fix.cannot-hear.1':
    'Ongeza sauti ya kifaa chako, na angalia kama kuna vipokea sauti vilivyounganishwa ambavyo hujavaa. Kwenye simu, angalia hali ya kimya.',
  'fix.cannot-hear.2': 'Angalia jina la mtu mwingine katika simu: “maikrofoni imezimwa” maana yake anapaswa kuiwasha.',
  'fix.cannot-hear.3':
    'Kama ukurasa unaonyesha kitufe cha kumsikia mtu mwingine, kibonyeze: vivinjari havitoi sauti kabla hujabonyeza kitu.',
  'fix.cannot-hear.4': 'Fungua vifaa, chagua spika nyingine, kisha cheza sauti ya majaribio.',
  'fix.cannot-hear.5': 'Ondoka kwenye simu kisha ujiunge tena. Simu inaendelea wakati huo.',
  'fix.not-heard': 'Mtu mwingine hanisikii',
  'fix.not-heard.1': 'Angalia kitufe cha maikrofoni: kama kimekatwa mstari, kibonyeze.',
  'fix.not-heard.2': 'Fungua vifaa na useme kitu: kama mstari hausogei, chagua maikrofoni nyingine.',
  'fix.not-heard.3': 'Vipokea sauti vingi vina swichi yao ya kunyamazisha: angalia waya au kipokea sauti chenyewe.',
  'fix.not-heard.4': 'Funga programu na madirisha mengine yanayotumia maikrofoni.',
  'fix.not-heard.5':
    'Angalia kama kivinjari kinaruhusiwa kutumia maikrofoni: hatua ziko hapa chini, kwenye “Ruhusu kamera na maikrofoni”.',
  'fix.no-picture': 'Hakuna picha',
  'fix.no-picture.1': 'Kama ni yako inayokosekana, angalia kitufe cha kamera: kama kimekatwa mstari, kibonyeze.',
  'fix.no-picture.2': 'Angalia kama kuna kifuniko mbele ya lenzi, na ufunge programu nyingine zinazotumia kamera.',
  'fix.no-picture.3': 'Fungua vifaa na uchague kamera nyingine.',
  'fix.no-picture.4':
    'Kama ni ya mtu mwingine inayokosekana, huenda kamera yake imezimwa. Mtandao ukiwa dhaifu, picha husitishwa ili sauti ibaki wazi; hurudi yenyewe.',
  'fix.freezes': 'Picha inaganda au sauti inakatika',
  'fix.freezes.1': 'Sogea karibu na Wi-Fi, au tumia waya. Data ya simu mara nyingi ni bora kuliko Wi-Fi ya hoteli.',
  'fix.freezes.2': 'Simamisha upakuaji, filamu na simu nyingine kwenye mtandao huohuo.',
  'fix.freezes.3': 'Zima kamera yako kwa muda: sauti inahitaji data kidogo sana.',
  'fix.freezes.4':
    'Funga programu na vichupo vingine, na uchomeke kifaa chako kwenye umeme: vifaa vingi hupunguza kasi ili kuokoa betri.',
  'fix.cannot-join': 'Siwezi kujiunga',
  'fix.cannot-join.1':
    'Angalia saa ya kikao chako: mlango hufunguka muda mfupi kabla. Unaweza kuacha ukurasa wazi; utakuruhusu kuingia wenyewe.',
  'fix.cannot-join.2': 'Fungua kiungo chako mwenyewe kutoka ujumbe wako wa karibuni, chote.',
  'fix.cannot-join.3':
    'Kama kiungo kimefunguka ndani ya programu ya barua pepe au ujumbe, kinakili katika Chrome, Edge, Firefox au Safari.',
  'fix.cannot-join.4':
    'Jaribu muunganisho kwenye ukurasa kabla ya simu. Mitandao ya kampuni na hoteli wakati mwingine huzuia simu: zima VPN, au jaribu data ya simu.',
  'fix.cannot-join.5': 'Isiposaidia, pigia simu kliniki uliyopanga nayo miadi.',
  'fix.lost': 'Muunganisho umepotea',
  'fix.lost.1':
    'Subiri kidogo na uache ukurasa wazi: utaunganika tena wenyewe. Mradi mnasikiana, endeleeni kuzungumza.',
  'fix.lost.2': 'Zima Wi-Fi kisha uiwashe, au badilisha kwenda data ya simu.',
  'fix.lost.3': 'Kama hakuna kinachotokea kwa dakika moja, pakia ukurasa upya: utarudi kwenye simu ileile.',
  'fix.lost.4': 'Kama ukurasa umepotea, fungua kiungo chako tena, hata kwenye kifaa kingine.',
  'faq.recorded': 'Je, simu inarekodiwa?',
  'faq.recorded.answer':
    'Hapana. Hakuna kinachorekodi hapa: hakuna kazi kama hiyo, na picha na sauti hazipiti kwenye programu za seva hii. Kama simu yoyote, mtu bado anaweza kuirekodi kwenye kifaa chake kwa njia nyingine.',
  'faq.who': 'Nani anaweza kutuona na kutusikia?',
  'faq.who.answer':
    'Ni wale tu walio chumbani, na unamwona kila mmoja. Wanaoweza kuingia ni watu wa kikao, na mtu anayeendesha huduma hii. Picha na sauti husimbwa kati ya vivinjari vyenu; kipitishi, kikihitajika, huvipitisha bila kuweza kuvisoma. Seva hukutanisha vivinjari, kwa hiyo unamwamini anayeiendesha.',
  'faq.chat': 'Ujumbe wa maandishi unaenda wapi?',
  'faq.chat.answer':
    'Hutumwa ukiwa umesimbwa kutoka kivinjari hadi kivinjari na haohifadhiwi popote. Ukifunga ukurasa, hupotea.',
  'faq.browsers': 'Vivinjari na vifaa gani vinafaa?',
  'faq.browsers.answer':
    'Matoleo ya sasa ya Chrome, Edge, Firefox na Safari, kwenye kompyuta, tableti na simu. Hakuna cha kusakinisha. Matoleo ya zamani husababisha matatizo mara nyingi: sakinisha masasisho ya kifaa chako.',
  'faq.lost': 'Je, nikipoteza muunganisho?',
  'faq.lost.answer':
    'Simu hubaki wazi na ukurasa hurudi wenyewe. Unaweza pia kupakia ukurasa upya, au kufungua kiungo chako kwenye kifaa kingine: simu itahamia huko.',
  'faq.data': 'Data gani huhifadhiwa?',
  'faq.data.answer':
    'Jina lako na barua pepe, vikao vyako na kama vimelipwa, simu ilianza na kuisha lini na nani walikuwemo, takwimu za ubora wa muunganisho, na tathmini yako. Mtu anapoingia, anapoanza au kumaliza simu, au anapokataliwa, muda, anwani ya intaneti na aina ya kivinjari huandikwa kwa ajili ya usalama. Picha, sauti na ujumbe wa maandishi havihifadhiwi kamwe. Uliza kliniki ina nini kukuhusu, na uombe ikifute. Uchaguzi wako wa lugha na vifaa hubaki katika kivinjari hiki.',
  'help.in.chrome': 'Katika Chrome',
  'help.in.edge': 'Katika Edge',
  'help.in.firefox': 'Katika Firefox',
  'help.in.safari': 'Katika Safari kwenye Mac',
  'help.in.ios': 'Kwenye iPhone au iPad',
  'help.in.android': 'Kwenye simu au tableti ya Android',
  'help.in.other': 'Katika vivinjari vingine',
};
