/**
 * Mail domains whose addresses anybody can have: sharing one says nothing about belonging together. From the providers'
 * own lists of the domains they hand out, and the large internet access providers of the United States.
 */
const PUBLIC_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  `
  gmail.com googlemail.com
  outlook.com hotmail.com live.com msn.com passport.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es
  live.co.uk live.ca live.com.au live.nl live.fr outlook.de outlook.fr outlook.es outlook.it outlook.co.uk
  yahoo.com ymail.com rocketmail.com myyahoo.com yahoo.co.uk yahoo.ca yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.in
  yahoo.co.in yahoo.co.jp yahoo.com.au yahoo.com.br yahoo.com.mx
  icloud.com me.com mac.com
  aol.com aim.com love.com ygm.com wow.com games.com compuserve.com netscape.net verizon.net
  proton.me protonmail.com protonmail.ch pm.me
  fastmail.com fastmail.fm sent.com hey.com hushmail.com hush.com tutanota.com tutanota.de tuta.com tuta.io tutamail.com
  keemail.me mailfence.com startmail.com posteo.de posteo.net mailbox.org runbox.com riseup.net disroot.org skiff.com
  zoho.com zohomail.com zoho.eu
  gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.us gmx.co.uk mail.com email.com usa.com consultant.com lawyer.com
  attorney.com europe.com engineer.com post.com web.de t-online.de freenet.de arcor.de online.de
  yandex.com yandex.ru ya.ru mail.ru inbox.ru list.ru bk.ru rambler.ru
  qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn
  naver.com hanmail.net daum.net nate.com kakao.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp
  rediffmail.com sify.com
  comcast.net xfinity.com att.net sbcglobal.net bellsouth.net ameritech.net pacbell.net swbell.net flash.net prodigy.net
  snet.net nvbell.net cox.net charter.net spectrum.net rr.com twc.com roadrunner.com brighthouse.com earthlink.net
  mindspring.com juno.com netzero.net netzero.com optonline.net optimum.net suddenlink.net frontier.com
  frontiernet.net centurylink.net centurytel.net embarqmail.com q.com qwest.net windstream.net tds.net wowway.com
  mediacombb.net cableone.net sparklight.net hawaiiantel.net gci.net consolidated.net rcn.com
  rogers.com shaw.ca telus.net bell.net sympatico.ca videotron.ca cogeco.ca
  btinternet.com btopenworld.com virginmedia.com ntlworld.com blueyonder.co.uk sky.com talktalk.net tiscali.co.uk
  orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr bbox.fr libero.it virgilio.it alice.it tin.it tim.it
  terra.com.br uol.com.br bol.com.br ig.com.br globo.com prodigy.net.mx telefonica.net
  ziggo.nl kpnmail.nl xs4all.nl planet.nl home.nl skynet.be telenet.be proximus.be
  bluewin.ch sunrise.ch hispeed.ch wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz abv.bg
  bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au xtra.co.nz
  duck.com simplelogin.com slmail.me anonaddy.com addy.io privaterelay.appleid.com relay.firefox.com mozmail.com
  mailinator.com guerrillamail.com yopmail.com 10minutemail.com temp-mail.org
  `
    .trim()
    .split(/\s+/),
)

/** Whether addresses of this domain are to be had by anybody. */
export function isPublicMailDomain(domain: string): boolean {
  return PUBLIC_MAIL_DOMAINS.has(domain.toLowerCase())
}
