"""Given names of many countries, lower case, accents folded.  Written by hand for this project: facts of common knowledge."""

from __future__ import annotations

from recognizers._words import words

GIVEN = words(
    """
    aaron abby abdul abdullah abel abigail abraham adam adamo adela adelaide adele adeline adrian adriana adrianna
    adrien agata agatha agnes agnese agnieszka ahmad ahmed ahmet aidan aiko aileen aimee aino aisha aisling aitor
    akiko akira alain alan alana alba albert alberta alberto aldo alec alejandra alejandro aleksandar aleksander
    aleksandr aleksandra aleksi alena alessandra alessandro alessia alessio alex alexa alexander alexandra alexandre
    alexandria alexei alexey alexis alfonso alfred alfredo ali alice alicia alida alina alison allan allen allison
    alma alvaro alvin alyssa amalia amanda amar amelia amelie amin amina amir amit amy ana anabel anastasia anatoly
    anders andre andrea andreas andreea andrei andrej andres andrew andrey andrzej andy aneta angel angela angelica
    angelika angelina angelo angie anika anil anita anja ann anna annabelle anne anneli annelies anneliese annemarie
    annette annie annika annikki ansel anselm anthony antje anton antonella antoni antonia antonin antonio antony
    anu anuja anya aphra april araceli aria ariana arianna ariel arif arild arjun arkadiusz arlene armand armando
    arnaud arne arno arnold aron arthur artur arturo arvid arvind asa asger asha ashley ashok ashraf asif astrid
    ataru atsushi attila aubrey audrey august augustin augusto aurelia aurelie aurelien aurora axel ayesha ayse aziz
    azra babette balazs barbara barbora barnaby barry bart bartosz basil bastian bastien beata beatrice beatrix
    beatriz becky bela belinda bella belle ben benedetta benedict benedikt benita benito benjamin benny benoit
    bernadette bernard bernardo bernd bernhard bernice bert berta bertil bertrand beth bethany bettina betty beverly
    bianca bilal billy birgit birgitta birgitte birte bjarne bjorn blaine blanca blanche blanka bob bobby bodil
    bogdan boguslaw bojan bonnie boris bozena brad bradford bradley brandi brandon branislav branka branko brenda
    brendan brenna brent brett brian briana brianna bridget brigitta brigitte britney britta brittany bronislaw
    brooke bruce bruno bryan bryce bryony burak burcu byron caitlin caleb calvin cameron camila camilla camille
    candace candice carina carl carla carlo carlos carlotta carly carmela carmelo carmen carol carola carole
    carolina caroline carolyn carrie carsten casey casimir caspar cassandra catalina catarina caterina catherine
    cathleen cathrine cathy catriona cecil cecile cecilia cecilie cedric celeste celia celine cem cesar chad chandra
    chantal charlene charles charlie charlotte chelsea chen cheng cherie cheryl chiara chiyo chloe chris christa
    christel christelle christer christian christiane christie christina christine christo christoph christophe
    christopher christos christy chuck ciara cindy cinzia claes claire clara clarence clarissa clark claude
    claudette claudia claudio claus clayton clemens clement clementine cliff clifford clint clinton clive clyde cody
    colette colin colleen connor conor conrad constance constantin constantine consuelo cora cordula corey corinna
    corinne cormac cornelia cornelis cornelius cory courtney craig cristian cristiano cristina cristobal crystal
    curtis cynthia cyril czeslaw daan dagmar dagny dahlia daisy dale damian damien damir damon dan dana daniel
    daniela daniele daniella danielle danilo danko danny dante danuta daphne dario dariusz darko darla darlene
    darren darryl daryl dave david davide davor dawid dawn dean deanna debbie deborah debra declan deepa deepak
    deirdre dejan delia della delphine denis denise dennis denny derek derrick desiree desmond detlef devin devon
    dexter diana diane dianne dick didier diego dieter dietmar dietrich dilip dimitar dimitri dimitrios dimitris
    dina dinesh dino diogo dirk djordje dmitri dmitriy dmitry dolores domenico dominic dominik dominika dominique
    don donald donatella donato donna donovan dora doreen dorian doris dorota dorothea dorothee dorothy dorte doug
    douglas dragan dragana drago drazen duane dubravka duncan dusan dustin dwayne dwight dylan earl ebba eberhard ed
    eddie edgar edit edita edith edmond edmund edna eduard eduardo edvard edward edwin edyta efraim egil egon eija
    eileen einar eino elaine elba eleanor eleanora elena eleni eleonora elfriede eli elia eliana elias elif elijah
    elin elina eline elisa elisabeth elisabetta elise eliza elizabeth elke ella ellen ellie elliot elliott elmer
    elna elodie eloise elsa else elsie elton elvin elvira elvis elzbieta emanuel emanuela emanuele emerson emil
    emile emilia emiliano emilie emilio emily emine emir emma emmanuel emmanuelle emmett emmy endre enid enrica
    enrico enrique enzo ercan erdem eric erica erich erick erik erika erin erkki erling erna ernest ernesto ernst
    errol ervin erwin esa esben esme esperanza esteban estela estelle ester esther ethan ethel etienne etsuko eugen
    eugene eugenia eugenie eugenio eunice eva evan evangelia evangelos evelien evelin evelina eveline evelyn ewa
    ewald ewan ezra fabian fabiana fabien fabienne fabio fabrice fabrizio fadi fatemeh fatih fatima fatma faye
    federica federico fedor felicia felicity felipe felix femke ferdinand ferenc fergus fernanda fernando fidel
    filip filippa filippo finn fiona flavia flavio fletcher fleur flora florence florencia florent florentina
    florian floyd forrest frances francesca francesco francine francis francisca francisco franck franco francois
    francoise frank frankie franklin franz franziska fred freda freddie freddy frederic frederick frederico frederik
    frederikke frederique fredrik fredrika freja frida frieda friederike friedrich frits fritz fumiko gabor gabriel
    gabriela gabriele gabriella gabrielle gail gareth garrett garry gary gaston gavin gayle geert geir gemma gene
    genevieve geoff geoffrey george georges georgia georgina georgios gerald geraldine gerard gerardo gerd gerda
    gerhard germaine gernot gerrit gert gertrude ghassan giacomo gian giancarlo gianluca gianni gideon gilbert gilda
    giles gilles gillian gina ginger gino giorgia giorgio giorgos giovanna giovanni gisela gisele giulia giuliana
    giulio giuseppe gizem gladys glen glenda glenn gloria glynis goran gordon gottfried grace graciela graeme graham
    grant grazyna greg gregg gregor gregorio gregory greta gretchen grete grzegorz gudrun guido guilherme guillaume
    guillermo gunnar gunter gunther gus gustaf gustav gustavo guy gwen gwendolyn gyorgy gyula hadi hafsa hakan hakim
    halima halina halvard hamid hamish hamza hana hanako hank hanna hannah hannele hannes hannu hans hansjorg harald
    haris harold harriet harrison harry haruka haruki haruko haruto harvey hasan hassan hattie havard hazel heather
    hector hedda hedwig hege heidi heike heikki heiko heiner heinrich heinz helen helena helene helga helge helle
    hellen helmut hendrik hendrika henk henning henri henrietta henriette henrik henrike henrique henry henryk
    herbert heriberto herman hermann hernan herve hideki hideo hikaru hilary hilda hilde hildegard hiroko hiroshi
    hiroyuki hitoshi holger hong honza horacio horia horst hossein howard hristo hubert hugh hugo huseyin hussein
    hywel iain ian ibrahim ida ignacio ignacy igor iiro ikram ilan ilaria ildiko ilja ilkka ilona ilse ilya imran
    imre ina ines inga inge ingeborg ingemar ingmar ingo ingrid ingvar inken ioana ioannis ion iqbal ira irena irene
    irina iris irma irmgard irving irwin isa isaac isabel isabela isabell isabella isabelle ishaan isidora isidro
    ismael ismail istvan itzel ivan ivana ivar ivo ivona iwona izabela jaakko jaan jack jackie jacob jacqueline
    jacques jade jadwiga jaime jake jakob jakov jakub jamal james jami jamie jamila jan jana jane janek janet janice
    janina janine janka janne janos janusz jared jari jarkko jarmila jaromir jaroslav jaroslaw jasmin jasmina jason
    jasper javier jay jayden jayne jean jeanette jeanine jeanne jeannette jeff jefferson jeffery jeffrey jelena
    jemima jenna jennie jennifer jenny jens jeremiah jeremias jeremy jerome jerry jerzy jesper jess jesse jessica
    jessie jesus jette jiang jill jim jimmy jin jing jiri jitka joachim joan joanna joanne joao joaquin jocelyn
    jochen jodi jodie jody joe joel joelle joerg johan johanna johanne johannes john johnathan johnnie johnny
    jolanta jolene jon jonah jonas jonathan joni jonna joost jordi jorg jorge jorgen joris jorma jose josef josefa
    josefina josefine josep joseph josephine josh joshua josiah josie josip jost jouko jouni joy joyce jozef juan
    juana juanita judith judy juergen juha juhani juho jukka jules julia julian juliana juliane julianne julie
    julien juliet juliette julio julius jun june junichi junko jurgen jussi justin justina justine justyna jutta
    jyrki kaarina kai kaija kaisa kaj kalevi kalle kamal kamil kamila kamran kaori kara karel karen kari karim karin
    karina karl karla karol karolina karoline karsten karthik karyn kasia kasper katalin katarina katarzyna kate
    katelyn katerina katharina katharine katherine kathleen kathrin kathryn kathy katia katie katja katrin katrina
    katrine katsumi katy katya kaveh kavita kay kayla kazimierz kazuko kazuo keiko keith kelley kelly kelsey kemal
    ken kendall kendra kenji kenneth kenny kent kenta kerri kerry kerstin kevin khaled khalid kiara kieran kiki kim
    kimberley kimberly kimiko kimmo kira kiran kirill kirk kirsi kirsten kirsti kirstin kirsty kjell klaas klara
    klaudia klaus kobe koji konrad konstantin konstantinos koos kornelia kris krishna krista kristen kristian
    kristiina kristijan kristin kristina kristine kristjan kristof kristoffer krystal krystyna krzysztof kunal kurt
    kwame kyle kylie kyoko kyra lachlan lada ladislav laetitia laila lakshmi lamar lana lance lara larissa larry
    lars lasse laszlo latoya laura laure laurel lauren laurence laurent lauri laurie laurine lavinia lawrence lea
    leah leandro leanne lech lee leif leigh leila lena leni lennart lennox lenore leo leon leona leonard leonardo
    leonid leonie leonor leonora leopold leroy leslaw leslie leszek leticia levi lewis lia liam lidia lidija
    lieselotte liisa lilian liliana lilith lillian lilly lina linda lindsay lindsey linea linnea linus lionel lisa
    lisbeth lise lisette liv livia liza lizzie ljiljana ljubica lloyd lois lola lonnie lora loraine loredana loren
    lorena lorenz lorenzo loretta lori lorna lorraine lothar lotta lotte lottie lou louis louisa louise lourdes luba
    lubos luc luca lucas lucia lucian luciana luciano lucie lucien lucila lucille lucinda lucjan lucy ludmila
    ludovic ludvig ludwig luigi luis luisa luiz luiza lukas lukasz luke lukman luna luther lutz lydia lyle lynda
    lyndon lynette lynn lynne maarit maarten maciej mackenzie maddison madeleine madeline madelyn mads mae magali
    magda magdalena maggie magne magnhild magnus mahesh mahmood mahmoud mahmut maike maire mairead maja majid makoto
    malcolm malgorzata malik malin malte malwina mandy manfred manish manoj manon manuel manuela mara marc marcel
    marcela marcelina marcella marcelo marcin marco marcos marcus marek maren margaret margareta margarete margarita
    margaux margherita margit margot margret margrete margrethe marguerite mari maria mariah mariam mariana marianna
    marianne mariano marie marielle marietta marija marijke marika marike marilyn marina marine mario marion marisa
    marisol marissa marit marius mariusz marjan marjorie marjut markku marko markus marla marlene marley marlies
    marlon marsha marta marte martha marthe martijn martin martina martine martti marty marvin mary maryam maryann
    marylou masako masami masao mateja mateo mateus mateusz mathew mathias mathieu mathilda mathilde matias matilda
    matilde matteo matthew matthias matthieu matti mattias maud maura maureen maurice mauricio maurizio mauro maxim
    maxime maximilian maximiliano maxine maya mayumi mazen meagan megan mehdi mehmet mei meike mel melania melanie
    melinda melisa melissa melody melvin mercedes meredith merete merja merle merlin merva mervi meryem mette mia
    micaela micah michael michaela michal michala michel michela michele michelle michiel michiko mickael mieke
    mihaela mihai mihail mihajlo miho miika mika mikael mikhail mikkel mikko mikolaj milan milena miles milica milo
    milos milosz milton mimi mina minerva ming minna mira mircea mireille mirela miriam mirjam mirjana mirka mirko
    miro miroslav miroslaw misty mitch mitchell mitsuko mladen moa moana modesto mohamad mohamed mohammad mohammed
    mohan moira moises mollie molly mona monica monika monique montserrat mordechai morgan moritz morris morten
    moses mounir muhammad murat muriel murray mustafa myles myra myriam myrna myrtle nabil nada nadia nadine nadja
    nancy nanette naoki naoko naomi nasrin nasser natacha natalia natalie nataliya natalya natascha natasha nathalie
    nathan nathaniel neal ned neha neil nelly nelson nenad nestor nevena nguyen niamh nichola nicholas nick nicki
    nicklas nicky nico nicola nicolai nicolas nicole nicoleta nicoletta niels nigel niina nikhil niki nikita niklas
    niko nikola nikolai nikolaj nikolaos nikolas nikolaus nikolay nikos nils nina nino nirmala nisha nita noah noel
    noelia noelle nolan nora norbert noriko norma norman nuala nuno nuria octavia octavio odd oddvar odile ola olaf
    olav ole oleg oleh oleksandr olena olga olimpia oliver olivera olivia olivier olle olof oluf omar omer ondrej
    ophelia orla orlando ornella oscar oskar osman osvaldo oswald otis otmar otto outi owen oystein ozge ozgur pablo
    paige palmira paloma pamela panagiotis paola paolo pascale pasi patrice patricia patricio patrick patrik
    patrizia patrycja patty paul paula paulette paulina pauline paulo pavel pavla pawel payton pearl pedro peggy
    pekka pelle penelope penny per percy pernille perry peter petr petra petri petros petter petteri phil philip
    philipp philippa philippe phillip phyllis pia pierre pieter pietro pilar piotr pirjo pirkko poul prakash pranav
    preben predrag priscilla priya przemyslaw quentin quincy quinn rachael rachel rachelle radek radim radka radmila
    radomir radoslav radoslaw rafael rafaela rafal raffaele raghav rahim rahul raimo raimund raina rainer raisa raj
    raja rajesh rakesh ralf ralph ramesh ramon ramona randall randi randy rania raoul raphael raquel rasa rashid
    rasmus raul raymond raymonde reagan rebecca rebekah rebekka regina reginald regine regula reid reidun reijo
    reiko reima reiner reinhard reinhold rekha remi remy renata renate renato rene renee renzo reuben reza rhonda
    ricardo riccarda riccardo richard rick rickey ricky riikka riina riitta riley rita ritva riyad rob robbie robert
    roberta roberto robin robyn rocco rocio rod roderick rodney rodolfo rodrigo roel roelof rogelio roger rohan
    roland rolf roma romain roman romana romeo romi romina romuald ron ronald ronan ronja ronnie ronny rory rosa
    rosalba rosalia rosalie rosalind rosamund rosanna rosanne rosario roseann rosemarie rosemary rosetta rosie
    rosina roslyn ross roswitha roxana roxanne roy roza rudi rudolf rudolph rudy rufus rui rune rupert ruslan russ
    russell rutger ruth ruud ryan ryoko ryszard ryu sabina sabine sabrina sachiko sadie saeed said saif sakari
    sakura salim salma salman salome salvador salvatore sam samantha samara sameer sami samir samira sampo samson
    samu samuel samuele sana sandeep sander sandra sandrine sandro sanjay sanna sanne santeri santiago santino
    santosh sara sarah sari sarita sascha sasha saskia satoshi satu saul savannah savino sayaka scott sean sebastian
    sebastiano sebastien seija selim selina selma sepp seppo serena serge sergei sergey sergio serhat serhii
    servando seth shane shannon shaun shauna shawn shayla sheena sheila shelby sheldon shelley shelly sheri sherman
    sherri sherry sheryl shigeru shinji shinobu shirin shirley shiro shiv shoji shreya shu sibylle sidney siegfried
    sierra sievert sigmund signe sigrid sigurd silje silke silva silvana silvano silvester silvia silvie silvio
    simen simo simon simona simone sinead sini siobhan siri sissel siv skye slavica slavko slavomir slobodan sofia
    sofie soile solange solveig sonia sonja sonya sophia sophie soraya soren spyridon srdjan stacey stacy staffan
    stan stanislav stanislava stanislaw stanley stefan stefani stefania stefanie stefano steffen steffi stein
    steinar stella sten stephan stephane stephanie stephen sterling steve steven stewart stian stig stijn stina
    stuart sture sudhir sue suha suman sumiko sunil sunita suresh surya susan susana susann susanna susannah susanne
    susie suvi suzanna suzanne suzette svein sven svend svenja svetlana swen sylvain sylvester sylvia sylvie sylwia
    szabolcs szymon tabitha tadashi tadeusz taina takahiro takako takashi takeshi talia tamara tamas tamika tammy
    tanguy tania tanja tanner tanya tara tarek tariq tarja taro tasha tatiana tatjana tatsuya tatyana taylor ted
    teemu tegan teija teodor teodora teppo terence teresa terese teresita teri terje tero terrance terrence terri
    terry tess tessa thaddeus thalia thanh thea theo theodor theodora theodore theodoros theresa therese theresia
    thiago thibault thierry thilo thom thomas thor thora thorbjorn thorsten tia tiago tiffani tiffany tiina tijana
    till tilman tim timo timothy tina tino tiphaine titus tobias toby todd tom tomas tomasz tomi tomislav tommaso
    tommi tommy tomo tomomi tone toni tony tonya topi tor torben tord tore torsten toshi toshiko toshiro tove tracey
    traci tracy travis trent trevor tricia trine trisha tristan trond troy trude trudy tsutomu tuija tunde tuomas
    turid tyler tyrone tyson tzvi uffe ugo ulf ulla ulric ulrich ulrik ulrika ulrike umberto umut una urs ursula
    urszula urte usman ute uwe vaclav vadim val valdemar valentin valentina valentine valentino valeria valerie
    valerio valtteri vanda vanessa vasco vasile vasilios vasilis vasily vassilis veera veikko velma vendula vera
    verena verner vernon veronica veronika veronique vesa vesna vibeke vicente vicki vicky victor victoria vidar
    vijay vikram viktor viktoria viktoriya vilde vilhelm ville vilma vince vincent vincenzo viola violet violeta
    virginia virginie virpi vita vito vittoria vittorio vivian viviana vivien vivienne vlad vladan vladimir
    vladislav vlasta vojtech volker volodymyr vytautas waldemar walid wallace walter waltraud wanda warner waseem
    wayne wei wenche wendell wendy werner weronika wesley wieslaw wieslawa wiktor wiktoria wilbert wilfred wilfried
    wilhelm wilhelmina willem william willie willy wilma wim winfried winifred winona winston witold wladyslaw
    wojciech wolfgang wouter xavier xenia ximena xin xiomara yael yakov yan yana yann yannick yasemin yasin yasmin
    yasmine yasuko yeon yesenia yiannis ying yoko yolanda yoshiko yoshio younes youssef yuki yukiko yulia yumi yuri
    yuriko yusuf yutaka yvan yves yvette yvonne zachary zahra zaid zainab zara zbigniew zdenek zdenka zdravko zeljko
    zenon zeynep zhang zhen zita zlata zlatko zoe zofia zohra zola zoltan zora zoran zsofia zsolt zuzana zuzanna
    zygmunt
    """
)

UNSURE = words(
    """
    abby asa gerrit siri travis ada adam alba alexa alma amber angel anu april aria art ash august aurora axel azra basil bell ben berg
    beta bill blanca bob brad branch brandi brandy brook brooke buster casey cash cassandra celeste chance chandler
    charity charlotte chase chen chester chip christian chuck clay cliff clint coral cora crystal daisy dale dallas
    dan dawn dean della devin diamond dick dirk don drew duke earl eden elba ella else elton eli ember en eve faith
    fay fern flora florence ford frank franco frankie franz freda gale georgia ginger glen gloria grace grant gray
    guy hank harmony harper hazel heath heather holly hope hunter ian ida iris ivory ivy ion isa jack jade jami jan
    jasmine jasper jay jenkins jess jewel jimmy jin joe jordan joy julia jun june justice kai kelvin ken kim king
    kiran kit kobe lada lamar lance lane laurel lea lee leo liberty lily lin ling lola long lou louis lucas luna mae
    major maria marina mark marc martin mason max may mel mercedes merit mia miles milo mina mini ming miro misty mo
    mona monika moa morgan nana nelson nico nick nik nils nina noel nova odd ola olive omar orlando otto page paige
    paris pascal pat patty pavel pearl peg penny per pia piper pol poppy porter prudence queen quest raj raja randy
    ray raven reed rex rich river rob robin rocky rod roman romeo rosa rose rosemary rosie roy ruby rune rusty sage
    sally salt sam sandy santiago sara sasha savannah scarlett scott sera sherry shelly sierra sky skye sol sonny
    sofia spike stein sterling stone storm sue suma summer sunny sydney tad tara ted teri terra terry theo tim titus
    tone tony tor tore tori troy ty una urs usman val venus vera verona victoria victor vince viola violet virginia
    vita von wade ward warren wayne west will willow winter ying zola
    """
)
"""Given names that are also words, places, products or short: a name only beside another name, or where a cue says so."""

ALL = GIVEN | UNSURE
