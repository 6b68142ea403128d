"""Surnames of many countries, and how surnames end.  Written by hand for this project: facts of common knowledge."""

from __future__ import annotations

from recognizers._words import words

SURNAMES = words(
    """
    abbott abdi acosta adamczyk adams adkins aguilar aguirre ahlberg ahmadi akhtar albrecht alexandersson alfonsi
    allison alvarado alvarez amato amorim ampofo anders andersen anderson andersson andrade andrews angelov antunes
    aoki araujo arellano armstrong arnold arroyo asante ashby atkins atkinson austin ayala azevedo bachmann bailey
    baker bakker baldwin ballard balogh banerjee banks baptista barber barbieri barker barnes barnett baron barrera
    barrett barros barry bartlett barton bates batista bauer baumann baxter beard beck becker behrens bell bellini
    beltran benitez bennett benson bentley berg berger bergman bergmann bergstrom bernard berry bertrand bhatt
    bianchi biermann bishop bjork blackburn blair blake blanchard blanco blom bloom boehm bogdanov bolton bondarenko
    bonnet booth borg bosch bouchard boucher bowen bowers bowman boyd boyer boyle bradford bradley bradshaw brady
    brandt braun bravo brennan brewer briggs brink brock brooks brouwer browning bruce bruno bryant buchanan buck
    burgess burke burnett burns burton bush butler byrd byrne caballero cabrera cain calderon caldwell calhoun
    camacho cameron campbell campos cannon cantu caputo cardenas cardoso carey carlson carlsson carpenter carr
    carrillo carroll carson carter caruso carvalho casey castaneda castillo castro cervantes chambers chandler chang
    chapman charles chavez chen cheng cherry cho choi chowdhury christensen christian christiansen chua cisneros
    clarke clayton clements cobb cochran cohen coleman collier collins colombo combs conley conner connolly conrad
    contreras conway cooper correa cortes costa costello cowan craig crawford cruz cuevas culp cummings cunningham
    curry curtis czarnecki dahl dahlberg dalton daniels daugherty davenport davidson davies davis dawson delacruz
    deleon delgado dennis desai dhillon diaz dickerson dickson dijkstra dillon dimitrov dixon dobrowolski dominguez
    donaldson donnelly donovan dorsey dougherty douglas downs doyle drake dubois dudley duffy dufour duncan dunlap
    dunn dupont duran durand durham dvorak dyer eaton ebert eckert edwards ehlers eklund elliott ellis ellison engel
    engstrom enriquez eriksen eriksson escobar espinosa espinoza esposito estrada evans everett faber falk farias
    farley farmer farrell faulkner faure ferguson fernandes fernandez ferrara ferrari ferraro ferreira fiedler
    figueroa finley fischer fisher fitzgerald fitzpatrick fleming flores flowers flynn foley fonseca fontaine
    forsberg foster fournier fowler franco frank franke franklin franssen frazier frederick freeman freitas french
    frey friedman friedrich fritz frost fuchs fuentes fuller gabriel gallagher gallegos galvan garcia gardner garner
    garrett garrison garza gauthier gentile george gerber ghosh gibbs gibson gilbert gill gillespie gilmore giordano
    girard glass glenn glover goldberg gomes gomez gonzales gonzalez goodman goodwin gorman gould graf graham grant
    graves grayson greco greene greer gregory griffin griffith gross grossman gruber guerra guerrero gunther gupta
    gustafson gustafsson gutierrez guzman haas haley hall hamilton hammond hampton hancock hanna hansen hanson
    hansson hardin harding hardy harmon harper harrington harris harrison hartman hartmann harvey hassan hawkins
    hayes haynes heath hebert heikkinen hein heinrich heller helm henderson hendricks hendriks henry hensley herman
    hermansen hernandez herrera herrmann herzog hess hester hickman hicks higgins hines hinton hirsch ho hobbs hodge
    hodges hoekstra hoffman hoffmann hofmann hogan holden holland holloway holm holmberg holmes holmgren holt hood
    hooper hoover hopkins horn horne horvath houston howard howe howell huang hubbard huber hudson huerta huffman
    hughes hull humphrey hunt hunter hurley hurst hussain hussein hutchinson huynh ibarra ingram ishikawa ito ivanov
    ivanova iyer jablonski jackson jacobs jacobsen jacobson jaeger jager jain jakobsen james jankowski jansen
    janssen janssens jarvis jefferson jenkins jennings jensen jimenez johansen johansson johns johnson johnston
    jones jonsson jordan jorgensen joseph joshi joyce juarez juhl jung kaiser kaminski kane kang kapoor karlsen
    karlsson kaufman kaur kawasaki keith keller kelley kelly kemp kennedy kent kerr khan kim king kirby kirk klein
    kline knapp knight knudsen kobayashi koch koehler kohler kovac kovacs kowalczyk kowalski kozlov kozlowski kraft
    kramer kraus krause krebs kristensen kristiansen krueger kruger kuhn kulkarni kumar kuznetsov laine lam lamb
    lambert lancaster landry lang lange langley larsen larson larsson lawson le leblanc leclerc lehmann lehtonen
    leonard leone leroy leslie levine levy lewandowski lewis lim lin lindberg lindgren lindholm lindqvist lindsay
    lindsey lindstrom little liu livingston lloyd logan lombardi long lopes lopez lorenz love lowe lowery lozano
    lucas lucero ludwig luna lund lundberg lundgren luo lynch lyons macdonald macias mack mackenzie madsen magnusson
    mahler mahoney maier makela maki maldonado malone mancini mann manning mansouri marchetti marino markovic marks
    marquez marsh marshall martens martin martinelli martinez martini martins mason massey mathews mathis matos
    matsumoto matthews maxwell may mayer mayo mazur mcbride mccarthy mccoy mcdaniel mcdonald mcfarland mcgee mcgrath
    mcguire mcintosh mcintyre mckay mckee mckenzie mckinney mcknight mclaughlin mclean mcmahon mcmillan mcpherson
    meadows medina mehta meier mejia melendez melton mendes mendez mendoza mercado mercer merritt messina meyer
    meyers michaud miller mills miranda mishra mitchell moen mohr molina moller monroe montgomery montoya moody moon
    mooney moore mora morales moran moreau moreira moreno moretti morgan morin morris morrison morrow morse morton
    moser moses mosley moss mullen muller mullins munoz murphy murray myers nagel nagy nair nakamura nash naumann
    navarro neal nelson neumann newman newton nguyen nichols nicholson nicolas nielsen nielson niemi nieminen nieves
    nilsen nilsson nixon nkosi noble noel nolan norman norris norton novak novotny nowak nunes nunez nyberg obrien
    ochoa oconnell oconnor odom odonnell oduya ogawa ogden okafor olesen oliveira oliver olsen olson olsson oneal
    oneil oneill orlando orozco ortega ortiz osborn osborne osei ott otto owen owens ozturk pace pacheco padilla
    pagano palermo palm palmer papadopoulos park parker parks parrish parsons patel patterson patton paul pavlov
    payne pearson peck pedersen pellegrini peltonen pena pennington peralta pereira perez perkins perrin perry
    persson peters petersen peterson petersson petrov petrova petrovic pettersen pfeiffer pham phan phelps phillips
    pierce pinto pitts pohl pollard ponce poole pope popescu popov popovic porter potter powell powers prasad pratt
    preston price prince proctor pruitt pugh quinn quintana quintero radu ramirez ramos ramsey randall randolph
    rangel rasmussen raymond reddy reed reese reeves reid reilly reinhardt reyes reynolds rhodes ribeiro ricci rice
    rich richard richards richardson richter riley rios ritter rivas rivera rivers rizzo roach robbins roberts
    robertson robinson robles rocha rodgers rodrigues rodriguez rogers rojas roman romano romero rosales rosario
    rose rosen ross rossi roth rowe rowland roy rubio ruiz rush russell russo ryan saarinen saito salas salazar
    salinas sanchez sanders sandoval sanford santana santiago santoro santos sato saunders savage sawyer schaefer
    schafer schmid schmidt schmitt schmitz schneider scholz schreiber schroder schroeder schubert schulte schultz
    schulz schulze schumacher schuster schwartz schwarz scott sellers sepulveda serrano sexton shaffer shah shannon
    sharma sharp shaw shelton shepard shepherd sheppard sherman shevchenko shields short silva simmons simon simpson
    sims singh singleton skinner sloan smirnov smith smits snider snow snyder sokolov solis solomon sorensen sosa
    soto sousa souza sparks spears spence spencer stafford stanley stanton stark steele stein steiner stephens
    stephenson stevens stevenson stewart stokes stone stout strickland strong stuart suarez sullivan summers sutton
    suzuki svensson swanson sweeney swenson sylvester szabo szasz szymanski takahashi tan tanaka tanner tate taylor
    teixeira terrell thapa thiel thomas thompson thomsen thornton todd toivonen tolvanen torres toth townsend tran
    travis trevino trujillo tucker turner tyler ueda uhl underwood urban uribe valdez valencia valentine vance
    vandam vang varga vargas vasquez vaughan vaughn vega velasco velasquez velez verma vidal vieira vieri villa
    villanueva villarreal virtanen visser vogel vogt volkov vu waddell wade wagner walker wallace waller walsh
    walter walters walton wang ward ware warner warren washington watanabe waters watkins watson watts weaver webb
    weber webster weeks weiner weinstein weiss welch wells werner west wheeler whitaker whitehead whitney wiese
    wiggins wilcox wilkerson wilkins wilkinson williams williamson willis wilson winkler winter winters wise wojcik
    wolf wolfe wolff wong woodard woods woodward wright wu wyatt xiong xu yamada yamaguchi yamamoto yang yates
    yildirim yilmaz yoder yoon york young yu zamora zapata zhang zhao zheng zhou zhu ziegler zimmerman zimmermann
    """
)

ENDINGS = tuple(
    sorted(
        words(
            """
    sson ssen nsen rsen dsen tsen ksen dottir ova ovic evic ovich evich ovsky owski owska ewski ewska enko chuk
    shvili oglu poulos idis akis escu etti elli ucci acci kangas stedt strom gren qvist quist feldt baum meier meyer
    huber wski wska czyk nagy ainen inen onen holm dahl gaard
    """
        )
    )
)
"""Endings that make a capitalised word of six letters or more look like a surname; never proof by themselves."""
