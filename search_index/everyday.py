"""What people say every day for what offers are called: lists of words, read as the tables of synonyms are.

Each line is ``what is typed -> what finds it``; it does not lead back.
"""

LEADS_TO = (
    # company, talking and bad days
    "befriending, befriender, visitor, pen pal -> company, companion, buddy, friendly call",
    "phone call, ring me, telephone friend -> weekly call, call, phone",
    "grief, bereavement, bereaved, died, death, widow, widower, widowed, passed away, lost my, loss -> "
    "grief, bereavement, loss",
    "marriage guidance, relate, couples, couples therapy, relationship, arguing, arguments, rows, falling out, "
    "family "
    "therapy, mediation, family -> family, couple",
    "talking therapy, psychologist, psychotherapist, shrink, talk to a professional, iapt -> counselling, CBT",
    "worry, worries, worrying, anxious, anxiety, panic, panic attacks, ocd, nerves, phobia -> worry, anxiety, CBT",
    "depression, depressed, low mood, low -> depression, CBT, counselling, peer",
    "trauma, ptsd, flashbacks, abuse -> counselling, trauma",
    "angry, anger, temper, frustration -> drumming, anger, calm, boxing",
    "voices, psychosis, schizophrenia -> hearing voices, voices",
    "expert by experience, lived experience, been through it, same boat, people like me -> peer, lived experience",
    "relapse, stay well, keeping well, wrap, recovery college, recovery, ill again, warning signs -> "
    "recovery, wellness, stay well, relapse",
    "advance statement, crisis plan, advance directive -> recovery course, crisis plan, wellness",
    "evening, evenings, night, nights, cannot sleep, awake at night, night time -> evening, night",
    "weekend, weekends -> Saturday, Sunday",
    "weekday, weekdays, in the week -> Monday, Tuesday, Wednesday, Thursday, Friday",
    "couple of hours, few hours, half a day -> half day, hours",
    "hug, cuddle, pets, pet, animal, animals, dog, dogs, pony, horse, horses -> animals, farm, donkey, horse, dog",
    "pet therapy, animal therapy, animal assisted therapy, riding -> donkey, farm, animals, horse",
    "horticultural therapy, social prescribing, green prescribing -> garden, allotment, nature",
    # home, food and help by hand
    "hoarding, hoarder, mess, messy, clutter, cluttered, too much stuff, untidy, sort out my house -> declutter, tidy",
    "cleaner, chores, hoovering, ironing, laundry, washing up, dusting -> cleaning, housework, help at home",
    "reablement, enablement, rehabilitation, rehab, occupational therapy, OT, physio, physiotherapy -> "
    "help at home, exercise, get strong, balance",
    "home help, homecare, carer at home, care worker, support worker, carer to visit -> "
    "help at home, personal assistant, visit",
    "wash, dress, dressed, bath, personal care, get up, put me to bed, bedtime, tablets, medication -> "
    "help at home, personal care, evening visit",
    "shopping, groceries, supermarket, food shop -> shop, shopping",
    "dinner, dinners, tea, supper, lunch, meal, meals, ready meals, food, takeaway, recipe -> cook, supper, "
    "lunch, meal",
    "baking, bake, bread, cake, cakes, buns -> bake, baking, bread, bakery",
    "yard, lawn, hedge, hedges, weeds, patio, mow, mowing -> garden, hedge",
    "handyman, odd jobs, diy, decorating, shelves, repairs, fix, mend, broken -> repair, mending, bench",
    "sitter, sitting, someone to sit, stay with my, watch my, mind my -> sitting, carer, short break",
    "day centre, day center, day hospital, day care, day service, drop in centre -> "
    "day support, half day, club, day opportunities",
    "holiday, holidays, vacation, respite, caravan, beach, seaside, coast, sea, hotel -> sea, week, weekend, shore",
    "sleepover, overnight, residential -> nights, week, weekend",
    # making and music
    "dressmaking, dressmaker, tailoring, clothes, alterations, hemming, sew, sewing machine -> sewing, sew, mending",
    "upcycling, upcycle, restoring, restoration, recycling, french polishing -> furniture, mending, repair",
    "woodwork, woodworking, carpentry, carpenter, joinery, wood, tools, shed, men's shed, mens shed, workshop, "
    "trade -> "
    "bench, joinery, wood, workshop",
    "poetry, poem, poet, creative writing, writing, writer, write, stories -> poems, writing, stories",
    "printmaking, print making, lino, screen printing, etching -> print",
    "ceramics, clay, wheel, sculpture, pottery -> clay, pottery, wheel",
    "wool, knit, knitting, yarn, crochet, felting -> knit, felt, wool",
    "guitar, violin, fiddle, trumpet, flute, instrument, instruments, orchestra, band -> "
    "music, band, lessons, brass, ukulele",
    "karaoke, carol, carols, voice -> singing, choir",
    "djing, rap, lyrics, songwriting, song writing -> song, music",
    "drama, theatre, acting, dungeons and dragons, role play, roleplay, improv, d and d, board games, tabletop -> "
    "story, games, drama",
    "gaming, video games, cards, dominoes, bingo, quiz, chess -> games, chess",
    "movies, netflix, pictures -> film",
    "books, book, book club, novels, read -> reading, books, library",
    "genealogy, family tree, history, heritage, museum, past -> history",
    # moving and outdoors
    "personal trainer, physical training, weights, get strong, muscles, personal training -> exercise, gym, fitness",
    "hydrotherapy, hydro, warm pool, water therapy, aqua, aquafit, aqua aerobics, heated pool -> "
    "warm water, swimming, pool",
    "ballroom, waltz, line dancing, salsa, jive, zumba, disco -> dance",
    "pilates, stretching, stretch, meditation, mindfulness, relaxation, breathing -> yoga, tai chi, stretch, calm",
    "seated exercise, sitting down exercise, chair exercise, chair based -> chair",
    "bike, bikes, bicycle, cycle, cycling, trike, tricycle -> bike, cycling",
    "ramble, rambling, rambler, stroll, strolling, hike, hiking, on foot, moors, hills, countryside -> walk, "
    "amble, moor",
    "jog, jogging, running, run, couch to 5k, parkrun -> run, amble",
    "match, football, soccer, rugby, cricket, stadium, game -> football, match, company",
    "beekeeping, bee keeping, beekeeper, hives, honey -> bees",
    "conservation, wildlife, birds, birdwatching, nature reserve, river, stream -> beck, wildlife, nature, birds",
    "flowers, flower arranging, floristry, bouquet -> flowers, garden",
    "veg, vegetables, fruit, grow my own, digging, plot, potatoes -> allotment, plot, garden",
    "falls, falling, unsteady, balance -> balance, tai chi, chair",
    # learning, work and rights
    "resume, cv, curriculum vitae, job application, applications, interview, interviews -> cv, job, work",
    "supported employment, job centre, jobcentre, employment support, access to work, back to work -> job coach, work",
    "give something back, help others, do good, be useful, useful, unpaid work, charity work -> volunteer, "
    "volunteering",
    "cafe work, barista, catering, kitchen work, hospitality -> cafe, bakery, kitchen",
    "digital skills, ipad, tablet, smartphone, mobile phone, phone, email, emails, facebook, whatsapp, video call, "
    "facetime, skype, screen, apps -> phone, computer, online",
    "zoom, video, remote, virtual, internet, webcam, from home, at home online -> online",
    "scam, scams, fraud, hacked, passwords, online safety -> safe online",
    "literacy, spelling, cannot read, read better, dyslexia, letters, forms, fill in forms -> reading, letters, forms",
    "numeracy, maths, numbers, sums, arithmetic -> maths, sums",
    "ESOL, english lessons, learn english, speak english, english class -> english",
    "welfare rights, welfare benefits, benefits, universal credit, PIP, DLA, ESA, attendance allowance, "
    "carers allowance, "
    "entitled, entitlement, entitlements, claim, claims, benefit, disability living allowance, income support, dwp, "
    "personal independence payment, disability benefits -> benefits, rights, appeal",
    "tribunal, appeal, appeals, mandatory reconsideration, turned down, refused, legal aid, "
    "solicitor -> appeal, rights",
    "bills, debt, debts, budgeting, budget, money worries, money management, gas and electric, energy, rent, "
    "arrears -> "
    "money, bills, debt",
    "in my corner, on my side, speak for me, stick up for me, someone to speak, nobody listens, complain, complaint, "
    "self advocacy, IMCA, IMHA, my package, cutting my, go to the meeting, meeting, tribunal -> "
    "advocate, advocacy, speak up",
    "support plan, care plan, plan my support, broker, brokerage, social worker, assessment, personal budget -> "
    "plan, broker",
    "payroll, employ a pa, employing, employer, wages, payslips, hire -> payroll, employ",
    "PA, personal assistant, assistant, support worker, enabler, escort, accompany, helper -> personal assistant",
    "universal, mainstream, free of charge, nothing to pay, no money, cost nothing, costs nothing, skint, "
    "cheap -> free",
    # getting about
    "fear of the road, behind the wheel, learner driver, highway code, driving test, learn to drive -> driving, theory",
    "chauffeur, taxi, lift, lifts, ride, driver, community transport, hospital transport, appointment, "
    "appointments -> "
    "driver, there and back, transport",
    "bus pass, get the bus, use the bus, buses, metro, train, trains, travel alone, "
    "go out by myself -> travel training",
    "hospital, GP, doctor, doctors, surgery, dentist, clinic -> appointment, personal assistant",
    # who it is for
    "autistic, autism, asperger, aspergers, ASD, neurodivergent, adhd, sensory, quiet, noise, crowds -> "
    "autistic, autism, quiet, small group",
    "peaceful, peace and quiet, calm place, quiet place, tranquil -> quiet, calm, garden",
    "deaf, sign, signing, sign language, signer, bsl -> BSL, deaf, British Sign Language",
    "gay, lesbian, bisexual, transgender, trans, queer, LGBT, LGBTQ -> LGBT, rainbow",
    "ladies, lady, girls, female, sisters -> women",
    "blokes, lads, gents, fellas, men, male, dads -> men",
    "wheelchair, hoist, disabled, disability, mobility, walking frame, wheelchair friendly -> "
    "step free, wheelchair, hoist, accessible",
    "memory, dementia, alzheimers, alzheimer, forgetful -> dementia, memory",
    "stroke, brain injury, ms, parkinsons -> stroke, exercise",
    "young, young people, teenager, student, 18 to 25, twenties, youth -> young",
    "elderly, pensioner, pensioners, old, retired, over 50s, over 60s -> older people",
    "mum, mums, mother, mothers, parents, parent, baby, toddler -> mothers, parents, family",
    "carer, carers, caring, look after my, cares for -> carers, carer",
    "small group, few people, tiny group, not many people -> small",
    "outside, open air, outdoors -> outdoors, walk, garden, walking",
    "gluten free, coeliac, vegan, vegetarian, halal, kosher -> halal, vegetarian, supper",
    "warm, warm space, warm hub, somewhere warm, library -> warm, library",
    "hands, my hands, with my hands, use my hands -> clay, studio, bench, craft",
    "try, taster, trial, have a go, beginner, beginners, novice, never done -> beginners, try",
    # places that people name
    "tyneside, geordie -> Newcastle, Gateshead, North Tyneside, South Tyneside",
    "teesside, tees valley, cleveland -> Middlesbrough, Stockton, Redcar, Hartlepool, Darlington",
    "wearside -> Sunderland",
    "weardale, teesdale, consett, bishop auckland, stanley, chester le street, durham city, dales -> "
    "County Durham, Durham",
    "saltburn, guisborough, redcar -> Redcar, Redcar and Cleveland",
    "south shields, jarrow, hebburn -> South Tyneside, South Shields",
    "whitley bay, north shields, tynemouth, wallsend, cullercoats -> North Tyneside",
    "hexham, alnwick, morpeth, berwick, ashington, blyth, cramlington -> Northumberland",
    "byker, heaton, jesmond, gosforth, benwell, fenham, walker -> Newcastle",
    "washington, seaburn, roker, houghton -> Sunderland",
    "yarm, billingham, thornaby, norton -> Stockton",
    "felling, low fell, blaydon, whickham -> Gateshead",
)
