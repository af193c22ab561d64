"""Words that say what an achievement is about, in English, French, German, Spanish and Arabic: by emblem.

The first emblem of the table with a word in the title is taken, so what says most stands first: first aid for a
community has a cross, and not people. A word ends in `*` where others may follow it (`sail*`: sailing), and begins with
`*` where it is the last part of compounds (`*boot`: Motorboot). Accents and capitals do not count. Arabic words are
written without article. It is longer than other modules since it is one table.
"""

from __future__ import annotations

KEYWORDS: dict[str, str] = {
    "speech": """
        language*, english, french, german, spanish, arabic, italian, chinese, conversation*, speaking, interpret*,
        translat*, presentation skills, rhetoric*, debat*, sign language
        langue*, francais*, anglais*, allemand*, espagnol*, arabe, italien*, conversation*, oral*, traduct*,
        interprete*
        sprach*, *sprache, deutsch, englisch*, franzosisch*, spanisch*, arabisch*, gesprach*, dolmetsch*, ubersetz*,
        prasentier*, rhetorik*, debatt*
        lengua*, idioma*, ingles, frances, aleman, espanol, arabe, italiano, conversacion*, oratoria, traduc*,
        interprete*
        لغه, لغات, انجليزي*, فرنسي*, عربيه, المانيه, اسبانيه, محادثه, ترجمه, خطابه
    """,
    "cross": """
        first aid*, medic*, nurs*, health*, clinic*, ambulance*, paramedic*, hygiene, resuscitation
        premiers secours, secourisme, secouriste*, sante, soins, infirmi*, medical*
        erste hilfe, ersten hilfe, erster hilfe, ersthelf*, gesundheit*, pflege*, *pflege, medizin*, sanitat*
        primeros auxilios, salud, sanitari*, enfermer*, socorris*, medicina
        اسعاف*, اسعافات*, صحه, صحي*, تمريض, طب, طبي*, رعايه صحيه
    """,
    "fish": """
        fish*, angling, angler*, aquaculture
        peche*, poisson*, aquaculture, pisciculture
        fisch*, *fisch, *fischerei, angeln
        pesca*, pescad*, pez, peces, acuicultura
        صيد الاسماك, سمك*, اسماك
    """,
    "helm": """
        helm*, skipper*, steer*, pilotage, seamanship, captain*
        barre, barreur*, pilotage, timonier*, capitaine*, matelotage
        steuermann*, *schiffsfuhrer*, schiffsfuhr*, kapitan*, rudergang*
        timon*, timonel*, patron de*, capitan*
        قياده السفن, ربان, قبطان, توجيه السفن
    """,
    "boat": """
        boat*, ship*, sail*, rowing, rowboat*, yacht*, vessel*, plank*, clinker*, shipwright*, kayak*, canoe*
        bateau*, navire*, voile, voilier*, embarcation*, aviron, kayak*, charpent* navale, bordage*
        boot*, *boot, *boote, schiff*, *schiff, segel*, *segeln, rudern, jacht*, kajak*, beplankung*
        barco*, buque*, vela, velero*, remo, embarcacion*, naval*, kayak*, tingladillo
        قارب, قوارب, سفينه, سفن, شراع*, ابحار, زورق*, تجديف
    """,
    "compass": """
        navigat*, orienteer*, nautical chart*, chart correct*, chartwork, compass*, map*, cartograph*
        navigation*, orientation, cartes marines, carte marine, cartograph*, boussole*
        navigation*, *navigation, seekarte*, seekarten*, *karten, kompass*, kartograf*, orientierung*
        navegacion*, orientacion, carta nautica, cartas nauticas, cartograf*, brujula*, mapas
        ملاحه, بوصله, خرائط*, خريطه, توجه
    """,
    "code": """
        code, coding, program*, software*, python, java*, algorithm*, develop* web, web develop*, git
        code, coder, programm*, logiciel*, algorithm*, developpement web, python, developpeu*
        programmier*, software*, algorithm*, webentwickl*, python, *entwickler
        codigo, programacion, programador*, software, algoritm*, desarrollo web, python
        برمجه, برمجيات, مبرمج*, خوارزمي*, تطوير الويب, كود
    """,
    "lock": """
        cyber*, privacy, data protection, encrypt*, information security, it security, gdpr
        cyber*, vie privee, protection des donnees, chiffrement, securite informatique, rgpd
        cyber*, datenschutz*, verschlussel*, it sicherheit, informationssicherheit*, dsgvo
        ciber*, privacidad, proteccion de datos, cifrado, seguridad informatica, rgpd
        امن سيبراني, سيبراني*, خصوصيه, حمايه البيانات, تشفير, امن المعلومات
    """,
    "chart": """
        data, statistic*, analy*, report*, dashboard*, spreadsheet*, figures, survey*
        donnee*, statistique*, analyse*, analyst*, tableur*, tableau de bord, sondage*
        daten*, *daten, statisti*, *analyse, analyse*, auswert*, tabellenkalkulation*, umfrage*
        datos, estadistic*, analisis, analist*, hoja de calculo, hojas de calculo, encuesta*
        بيانات, احصاء*, احصائي*, تحليل*, جداول, استبيان*
    """,
    "network": """
        network*, artificial intelligence, machine learning, telecom*, cloud
        reseau*, intelligence artificielle, apprentissage automatique, ia, telecom*
        netzwerk*, *netzwerk, kunstliche intelligenz, maschinelles lernen, ki, telekom*
        redes, red informatica, inteligencia artificial, aprendizaje automatico, ia, telecom*
        شبكه, شبكات, ذكاء اصطناعي, تعلم الاله, اتصالات
    """,
    "pen": """
        writing, writer*, text, texts, editing, editor*, essay*, journalis*, literacy, copywrit*, correspondence
        ecriture, ecrire, redaction*, rediger, redacteur*, texte*, journalis*, correspondance
        schreib*, *schreiben, texte*, redaktion*, redakteur*, lektorat*, journalis*, korrespondenz*
        escritura, escribir, redaccion*, redactor*, texto*, periodis*, correspondencia
        كتابه, تحرير, صحافه, نصوص, مراسلات
    """,
    "megaphone": """
        public information, public relations, communication*, marketing, campaign*, advertis*, media, social media
        information du public, information publique, relations publiques, communication*, marketing, campagne*,
        publicit*, medias
        offentlichkeitsarbeit*, kommunikation*, *kommunikation, marketing, kampagne*, werbung, medien*
        informacion publica, relaciones publicas, comunicacion*, marketing, mercadotecnia, campana*, publicidad,
        medios
        اعلام*, علاقات عامه, تواصل, تسويق, حمله*, اعلان*
    """,
    "music": """
        music*, sing*, choir*, orchestr*, guitar*, piano*, song*
        musique*, musicien*, chant*, choral*, orchestr*, guitare*, piano*
        musik*, *musik, singen, gesang*, chor*, orchester*, gitarre*, klavier*
        music*, canto, coro*, orquest*, guitarra*, piano*
        موسيقي*, غناء, جوقه, انشاد, عزف
    """,
    "camera": """
        photo*, film*, video*, camera*, cinema*
        photo*, film*, video*, camera*, cinema*
        foto*, *fotografie, film*, video*, kamera*, kino*
        foto*, cine*, video*, camara*
        تصوير, فيديو, سينما*, كاميرا
    """,
    "paint": """
        art, arts, paint*, draw*, design*, craft*, creativ*, illustrat*
        art, arts, peinture*, peindre, dessin*, design*, creati*, illustrat*, artisanat*
        kunst*, *kunst, malen, malerei*, zeichn*, design*, gestalt*, kreativ*, illustrat*
        arte, artes, pintura*, pintar, dibuj*, diseno*, creativ*, ilustra*, artesan*
        فن, فنون, رسم, تصميم, ابداع*
    """,
    "scales": """
        law, laws, legal*, justice, ethic*, compliance, rights, mediation
        droit*, juridique*, justice, ethique*, conformite, deontologie, mediation
        recht, rechte, rechts, *recht, jurist*, justiz*, gerecht*, ethik*, compliance, mediation
        derecho*, juridic*, legal*, justicia, etica, cumplimiento, mediacion
        قانون*, حقوق, عداله, اخلاق*, قضاء, امتثال, وساطه
    """,
    "coins": """
        financ*, account*, bookkeep*, budget*, tax*, bank*, econom*, money, payroll
        financ*, comptab*, budget*, fiscal*, impot*, banqu*, econom*, argent, paie
        finanz*, buchhalt*, buchfuhr*, budget*, steuer, steuern, steuerrecht*, bank, banken, wirtschaft*, geld*
        finanz*, contab*, presupuest*, impuesto*, fiscal*, banc*, econom*, dinero, nomina*
        ماليه, مالي, محاسبه, ميزاني*, ضريب*, ضرائب, بنوك, اقتصاد*
    """,
    "meal": """
        cook*, kitchen*, food*, bak*, nutrition*, restaurant*, catering, chef, barista*
        cuisine*, cuisinier*, aliment*, boulang*, patiss*, nutrition*, restaurant*, restauration
        koch*, kuche*, *kuche, lebensmittel*, backen, backer*, ernahrung*, restaurant*, gastronomie*, gastgewerbe*
        cocin*, alimento*, alimentar*, panader*, pasteler*, nutricion*, restaurante*, hosteler*
        طبخ, طهي, مطبخ, غذاء, اغذيه, تغذيه, خبز, مطاعم
    """,
    "sprout": """
        ecolog*, environment*, sustainab*, climat*, garden*, plant*, agricult*, farm*, forest*, biolog*, botan*,
        horticult*
        ecolog*, environnement*, durab*, climat*, jardin*, plante*, agricol*, agricult*, foret*, biolog*, botan*,
        horticult*
        okolog*, umwelt*, nachhaltig*, klima*, garten*, gartner*, pflanz*, landwirt*, forst*, wald*, biolog*, botan*
        ecolog*, medio ambiente, ambiental*, sosteni*, clima*, jardin*, planta*, agric*, bosque*, forestal*,
        biolog*, botan*
        بيئه, بيئي*, استدامه, مناخ*, حدائق, بستنه, زراع*, غابات, نبات*, احياء
    """,
    "flask": """
        chemi*, laborator*, lab, science*, scientif*, physic*, experiment*
        chimi*, laboratoire*, science*, scientif*, physique, experi*
        chemi*, labor*, *labor, wissenschaft*, naturwissenschaft*, physik*, experiment*
        quimic*, laboratorio*, ciencia*, cientific*, fisica, experiment*
        كيمياء, كيميائي*, مختبر*, علوم, علمي*, فيزياء, تجارب
    """,
    "shield": """
        safe*, security, protect*, risk*, emergenc*, rescue*, fire, defence, safeguard*
        securite*, surete, protection*, protege*, risque*, urgence*, sauvetage*, incendie*, defense
        sicher*, *sicherheit, schutz*, *schutz, risik*, notfall*, rettung*, *rettung, brandschutz*, brandbekampf*
        seguridad*, proteccion*, proteg*, riesgo*, emergencia*, rescate*, incendio*, salvamento, defensa
        سلامه, امان, امن, حمايه, مخاطر, طوارئ, انقاذ, حريق
    """,
    "anchor": """
        harbour*, harbor*, port, ports, quay*, dock*, mooring*, marina, anchor*, maritime*
        port, ports, portuaire*, quai*, amarrage*, ancre*, maritime*
        hafen*, *hafen, kai*, anker*, liegeplatz*, maritim*
        puerto*, portuari*, muelle*, amarre*, ancla*, maritim*
        ميناء, موانئ, مرفا, رصيف, ارصفه, مرساه, بحري*
    """,
    "waves": """
        sea, seas, ocean*, marine*, coast*, tide*, tidal*, water, swim*, beach*, river*, hydro*
        mer, mers, ocean*, marin*, cote, cotier*, maree*, eau, eaux, natation, nager, plage*, riviere*
        meer*, ozean*, seefahrt*, kuste*, gezeiten*, wasser*, *wasser, schwimm*, strand*, fluss*
        mar, mares, oceano*, marin*, costa, coster*, marea*, agua, aguas, natacion, nadar, playa*, rio, rios
        بحر, بحار, محيط*, ساحل*, شاطئ, مياه, سباحه, مد وجزر, نهر
    """,
    "truck": """
        driv*, transport*, truck*, vehicle*, logistic*, forklift*, crane*, warehous*, haul*
        conduite, conduct*, transport*, camion*, vehicule*, logisti*, cariste*, grue*, entrepot*
        fahr, fahren, fahrer*, *fahrer, transport*, lastwagen*, fahrzeug*, logisti*, stapler*, *stapler, kran*, lager*
        conducir, conductor*, conduccion, transport*, camion*, vehiculo*, logistic*, carretilla*, grua*, almacen*
        قياده المركبات, نقل, شاحن*, مركبات, لوجست*, رافع*, مستودع*, تخزين
    """,
    "gear": """
        engineer*, mechani*, machin*, technolog*, technic*, manufactur*, robot*, electr*, automat*, process*,
        maintenance
        ingenieu*, ingenier*, mecani*, machine*, technolog*, techni*, fabrication*, robot*, electr*, automat*,
        maintenance
        ingenieur*, mechani*, maschin*, *maschinen, technik*, *technik, technolog*, techni*, fertigung*, robot*,
        elektr*, automat*, wartung*
        ingenier*, mecani*, maquin*, tecnolog*, tecnic*, fabricacion*, robot*, electr*, automat*, mantenimiento*
        هندسه, ميكانيك*, الات, تقني*, تصنيع, روبوت*, كهرب*, صيانه
    """,
    "hammer": """
        build*, construct*, carpent*, weld*, plumb*, masonr*, joiner*, repair*, tool*, woodwork*, metalwork*, mend*
        batiment*, construct*, charpent*, menuis*, soud*, plomb*, macon*, repar*, outil*, bois
        bau, bauen, bauwesen*, *bau, tischler*, zimmer*, schweiss*, klempner*, maurer*, reparatur*, werkzeug*,
        handwerk*, holz*
        construc*, carpinter*, soldad*, fontaner*, albanil*, reparac*, herramienta*, madera*
        بناء, انشاء*, نجاره, لحام, سباكه, اصلاح, ادوات, حرف
    """,
    "house": """
        hous*, home*, real estate, property, facilit*, cleaning
        logement*, maison*, immobili*, habitat*, menage, nettoyage
        wohn*, haus*, immobilien*, gebaude*, reinigung*
        vivienda*, casa, hogar*, inmobili*, limpieza*
        سكن, اسكان, منزل*, عقار*, تنظيف
    """,
    "heart": """
        care, caring, carer*, volunt*, charit*, wellbeing, well being, child*, famil*, compassion*, first responder*
        soin, aide a la personne, benevol*, volontari*, solidari*, bien etre, enfan*, famil*, petite enfance
        betreu*, *betreuung, fursorge*, ehrenamt*, freiwillig*, wohlbefinden, kind*, familie*
        cuidado*, cuidador*, voluntari*, solidari*, bienestar, infan*, nino*, famil*
        رعايه, تطوع*, متطوع*, خيري*, رفاه*, طفل, اطفال, اسره
    """,
    "cap": """
        teach*, tutor*, train*, education*, pedagog*, school*, mentor*, didactic*, classroom*, instruct*
        enseign*, tutorat*, tuteur*, formation*, formateur*, educat*, pedagog*, ecole*, scolaire*, mentor*,
        didacti*, classe, instruct*
        lehr*, *lehrer, unterricht*, ausbild*, bildung*, *bildung, padagog*, schul*, *schule, mentor*, didakti*,
        tutor*
        ensen*, tutor*, formac*, formador*, educa*, pedagog*, escuela*, escolar*, mentor*, didactic*, aula*, docen*
        تعليم, تدريس, تدريب, تربيه, تربوي*, مدرس*, معلم*, ارشاد
    """,
    "people": """
        people*, team*, communit*, leader*, manage*, coordinat*, group*, social*, inclusion, divers*, customer*,
        crew*,
        human resources, facilitat*, citizen*
        equipe*, communaut*, leader*, manage*, encadr*, coordinat*, coordonn*, groupe*, social*, inclusion, divers*,
        client*,
        ressources humaines, citoyen*, gens
        team*, gemeinschaft*, gemeinde*, fuhrung*, leitung*, *leitung, koordin*, gruppe*, sozial*, inklusi*,
        vielfalt*,
        kund*, personal*, burger*, menschen
        equipo*, comunidad*, comunitari*, lider*, gestion*, direcci*, coordin*, grupo*, social*, inclusi*,
        diversidad*,
        cliente*, recursos humanos, ciudadan*, personas
        ناس, فريق, فرق, مجتمع*, قياده, اداره, تنسيق, مجموع*, اجتماعي*, شمول, تنوع, عملاء, موارد بشريه, مواطن*
    """,
    "globe": """
        world*, international*, global*, web, internet, geograph*, travel*, touris*, cultur*, foreign*
        monde, mondial*, international*, web, internet, geograph*, voyage*, touris*, cultur*, etrang*
        welt*, international*, global*, web, internet*, geograf*, geograph*, reise*, touris*, kultur*, *kultur
        mundo, mundial*, internacional*, global*, web, internet, geograf*, viaje*, turis*, cultur*, extranjer*
        عالم, عالمي*, دولي*, ويب, انترنت, جغرافي*, سفر, سياح*, ثقاف*
    """,
    "screen": """
        computer*, digital*, office, online, desktop*, informatics
        ordinateur*, numerique*, bureautique*, informatique*, en ligne
        computer*, digital*, edv, buro*, informatik*, online
        ordenador*, computador*, digital*, ofimatic*, informatica, en linea
        حاسوب*, كمبيوتر, رقمي*, معلوماتيه, اعمال مكتبيه
    """,
    "lens": """
        research*, quality, inspect*, audit*, investigat*, observ*, inquir*
        recherch*, qualite*, inspect*, audit*, enquet*, observ*
        forsch*, *forschung, qualitat*, inspekt*, pruf*, audit*, beobacht*, untersuch*
        investig*, calidad*, inspecc*, auditor*, observ*
        بحث, ابحاث, جوده, تفتيش, تدقيق, ملاحظه, رصد
    """,
    "check": """
        assess*, exam*, test*, project*, plan*, organis*, organiz*, administrat*, checklist*
        evaluat*, examen*, test*, projet*, planif*, organis*, administrat*
        beurteil*, bewert*, prufung*, test*, projekt*, plan*, organis*, verwalt*
        evalua*, examen*, prueba*, proyecto*, planific*, organiz*, administra*
        تقييم, امتحان*, اختبار*, مشروع, مشاريع, تخطيط, تنظيم, اداري*
    """,
    "bulb": """
        innovat*, idea*, entrepreneur*, invent*, problem solving, critical thinking, energ*
        innovat*, idee*, entrepren*, invent*, resolution de probleme*, esprit critique, energ*
        innovat*, idee*, unternehm*, grunder*, erfind*, problemlos*, kritisches denken, energie*
        innova*, idea*, emprend*, invent*, resolucion de problemas, pensamiento critico, energ*
        ابتكار*, فكره, افكار, رياده*, اختراع, تفكير نقدي, طاقه
    """,
    "trophy": """
        sport*, champion*, competition*, winner*, athlet*, football, coach*
        sport*, champion*, concours, competition*, athlet*, football, entraineu*
        sport*, *sport, meister*, wettbewerb*, athlet*, fussball*, trainer*
        deport*, campeon*, competicion*, atlet*, futbol*, entrenador*
        رياض*, بطول*, مسابق*, كره القدم, مدرب رياضي
    """,
    "mountain": """
        mountain*, climb*, hik*, alpine, outdoor*, expedition*
        montagne*, alpinis*, escalade*, randonn*, plein air, expedition*
        berg*, klettern, kletter*, wander*, alpin*, outdoor*, expedition*
        montan*, escalad*, senderis*, alpinis*, aire libre, expedicion*
        جبل, جبال, تسلق, رحلات, مشي لمسافات
    """,
    "book": """
        book*, read*, librar*, literatur*, history, histor*, philosoph*, learning, study
        livre*, lecture*, lire, biblioth*, litterat*, histoire*, philosoph*, etude*
        buch*, lesen, bibliothek*, literatur*, geschichte*, philosoph*, lernen, studi*
        libro*, lectura*, leer, bibliotec*, literatur*, historia*, filosof*, estudio*
        كتاب, كتب, قراءه, مكتبه, ادب, تاريخ, فلسفه, دراسه
    """,
}
"""By emblem: words, a line or more for each language, parted by commas; in the order in which emblems are tried."""
