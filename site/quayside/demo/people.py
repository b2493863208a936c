"""Who the sample businesses serve: name, handle, country, city, language. All made up."""

from typing import Final, NamedTuple


class Person(NamedTuple):
    """A made-up person; `handle` is the first part of the e-mail address."""

    name: str
    handle: str
    country: str
    city: str
    language: str


def _read(text: str) -> tuple[Person, ...]:
    return tuple(Person(*(part.strip() for part in line.split("|"))) for line in text.strip().splitlines())


TRAVELLERS: Final = _read("""
Amélie Rousseau|amelie.rousseau|FR|Lyon|fr
Noah Brennan|noah.brennan|US|Denver|en
ليلى حدّاد|leila.haddad|AE|Dubai|ar
Sofía Marroquín|sofia.marroquin|GT|Antigua|es
Jürgen Weiß|juergen.weiss|DE|Köln|de
Björn Åkesson|bjorn.akesson|SE|Malmö|sv
Chloe Whitfield|chloe.whitfield|GB|Bristol|en
Mateo Quiñones|mateo.quinones|MX|Mérida|es
田中 結衣|yui.tanaka|JP|Yokohama|ja
Oluwaseun Adeyemi|seun.adeyemi|NG|Lagos|en
Katarzyna Wójcik|kasia.wojcik|PL|Kraków|pl
Tyler Okafor|tyler.okafor|US|Houston|en
يوسف المنصوري|youssef.mansouri|MA|Rabat|ar
Zoë van der Meer|zoe.vandermeer|NL|Utrecht|nl
Luca Bianchi|luca.bianchi|IT|Verona|it
Hannah Krüger|hannah.krueger|DE|Leipzig|de
Shanice Flowers|shanice.flowers|BZ|Dangriga|en
Elvis Coc|elvis.coc|BZ|Punta Gorda|en
Marcus Lindqvist|marcus.lindqvist|SE|Uppsala|sv
Priyanka Deshmukh|priyanka.deshmukh|IN|Pune|en
João Teixeira|joao.teixeira|PT|Porto|pt
Rebecca Stone|rebecca.stone|CA|Halifax|en
Étienne Gagnon|etienne.gagnon|CA|Québec|fr
김민준|minjun.kim|KR|Busan|ko
Siobhán Ní Dhomhnaill|siobhan.nidhomhnaill|IE|Galway|en
Thabo Molefe|thabo.molefe|ZA|Durban|en
María José Castellanos|mj.castellanos|ES|Sevilla|es
Dmytro Shevchenko|dmytro.shevchenko|UA|Lviv|uk
Grace Tillett|grace.tillett|BZ|San Pedro|en
Owen Price|owen.price|US|Portland|en
فاطمة الزهراء|fatima.zahra|EG|Alexandria|ar
Søren Kjær|soren.kjaer|DK|Aarhus|da
Isabella Rossi|isabella.rossi|IT|Bari|it
Caleb Nguyen|caleb.nguyen|US|San Jose|en
Nguyễn Thị Hương|huong.nguyen|VN|Hanoi|vi
Jack Pemberton|jack.pemberton|AU|Cairns|en
Ayşe Demirtaş|ayse.demirtas|TR|İzmir|tr
Lena Hofstätter|lena.hofstaetter|AT|Graz|de
Diego Fuentes|diego.fuentes|CR|San José|es
Megan Doyle|megan.doyle|IE|Cork|en
Wei Zhang|wei.zhang|SG|Singapore|en
Camille Dubois|camille.dubois|BE|Namur|fr
Rasmus Virtanen|rasmus.virtanen|FI|Turku|fi
Aaliyah Jackson|aaliyah.jackson|US|Atlanta|en
Pavel Dvořák|pavel.dvorak|CZ|Brno|cs
Valentina Gómez|valentina.gomez|CO|Medellín|es
Ewa Nowak|ewa.nowak|PL|Gdańsk|pl
Ethan Cole|ethan.cole|US|Chicago|en
Ingrid Solberg|ingrid.solberg|NO|Bergen|nb
Rafael Moraes|rafael.moraes|BR|Recife|pt
Nora Schneider|nora.schneider|CH|Zürich|de
חנה לוי|hana.levi|IL|Haifa|he
Jasmine Usher|jasmine.usher|BZ|Belize City|en
Kofi Boateng|kofi.boateng|GH|Accra|en
Harper Sullivan|harper.sullivan|US|Boston|en
Anaïs Lefèvre|anais.lefevre|FR|Brest|fr
Liam O'Connor|liam.oconnor|NZ|Nelson|en
Carmen Ybarra|carmen.ybarra|MX|Puebla|es
Petra Horváth|petra.horvath|HU|Pécs|hu
Ahmed Al-Farsi|ahmed.alfarsi|OM|Muscat|ar
""")

COMMUTERS: Final = _read("""
Alison Braithwaite|alison.braithwaite|GB|Leeds|en
Mohammed Iqbal|mohammed.iqbal|GB|Bradford|en
Rhiannon Pugh|rhiannon.pugh|GB|Cardiff|en
Gareth Llewellyn|gareth.llewellyn|GB|Swansea|en
Agnieszka Kowalczyk|agnieszka.kowalczyk|GB|Leeds|pl
Tunde Bakare|tunde.bakare|GB|Manchester|en
Fiona MacLeod|fiona.macleod|GB|Inverness|en
Sanjay Mistry|sanjay.mistry|GB|Leicester|en
Claire Ashworth|claire.ashworth|GB|Halifax|en
Dylan Hughes|dylan.hughes|GB|Wrexham|en
Maeve Gallagher|maeve.gallagher|IE|Dublin|en
Ieva Kazlauskaitė|ieva.kazlauskaite|GB|Hull|lt
Stephen Mbeki|stephen.mbeki|GB|Sheffield|en
نور الدين بكري|nour.bakri|GB|London|ar
Charlotte Bellamy|charlotte.bellamy|GB|York|en
Andrei Popescu|andrei.popescu|GB|Luton|ro
Yasmin Choudhury|yasmin.choudhury|GB|London|en
Duncan Ferguson|duncan.ferguson|GB|Perth|en
Beatriz Nogueira|beatriz.nogueira|GB|Reading|pt
Oliver Hargreaves|oliver.hargreaves|GB|Leeds|en
Zsófia Szabó|zsofia.szabo|GB|Leeds|hu
Hamish Reid|hamish.reid|GB|Dundee|en
Amina Yusuf|amina.yusuf|GB|Birmingham|en
Graham Tattersall|graham.tattersall|GB|Burnley|en
Laura Pellegrini|laura.pellegrini|GB|Bedford|it
Kwame Owusu|kwame.owusu|GB|Croydon|en
Catrin Bowen|catrin.bowen|GB|Newport|en
Derek Stubbs|derek.stubbs|GB|Hull|en
Neha Kapoor|neha.kapoor|GB|Slough|en
Tomasz Zieliński|tomasz.zielinski|GB|Crewe|pl
Eleanor Whitby|eleanor.whitby|GB|Whitby|en
Patrick Donnelly|patrick.donnelly|GB|Belfast|en
خديجة العلي|khadija.alali|GB|London|ar
Simon Thackeray|simon.thackeray|GB|Leeds|en
Ngozi Eze|ngozi.eze|GB|Milton Keynes|en
Victoria Lam|victoria.lam|GB|Manchester|en
Jörg Baumann|joerg.baumann|DE|Hamburg|de
Bronwen Teague|bronwen.teague|GB|Truro|en
Asif Rahman|asif.rahman|GB|Oldham|en
Kirsty Dunbar|kirsty.dunbar|GB|Stirling|en
Marek Novotný|marek.novotny|GB|Derby|cs
Philippa Cole|philippa.cole|GB|Bath|en
Dimitra Papadopoulou|dimitra.papadopoulou|GB|London|el
Wayne Rudge|wayne.rudge|GB|Dudley|en
Saoirse Kelly|saoirse.kelly|IE|Limerick|en
Hugo Lambert|hugo.lambert|FR|Lille|fr
Olena Kravchenko|olena.kravchenko|GB|Leeds|uk
Ranjit Gill|ranjit.gill|GB|Wolverhampton|en
Megan Sykes|megan.sykes|GB|Wakefield|en
Ben Oyelaran|ben.oyelaran|GB|London|en
Isla Buchanan|isla.buchanan|GB|Glasgow|en
José Ferreira|jose.ferreira|GB|Stockwell|pt
Tracey Mounsey|tracey.mounsey|GB|Carlisle|en
Haruto Sato|haruto.sato|GB|Derby|ja
Frances Ogden|frances.ogden|GB|Rochdale|en
Emre Demir|emre.demir|GB|London|tr
Lowri Vaughan|lowri.vaughan|GB|Bangor|en
Nathan Peel|nathan.peel|GB|Leeds|en
Chiamaka Obi|chiamaka.obi|GB|Coventry|en
Stuart Penhaligon|stuart.penhaligon|GB|Plymouth|en
""")
