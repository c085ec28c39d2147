"""More forms of wire reports for the benchmark of sameness, from terse to wordy. All wording is our own."""

TERSE = (
    "BANK OF {town} BUYS {m} MLN OF BILLS. The bank of {town} said it bought {m} mln marks of bills in the money "
    "market. It had put the shortage at around {m} mln and has now given help of {m} mln.",
    "MONEY MARKET GIVEN FURTHER {m} MLN. The central bank said it had provided the market with further help of "
    "{m} mln stg this afternoon, taking the total of the day to {m} mln. The shortage was estimated at {m} mln.",
    "{company} 3RD QTR NET. Shr {c} cts vs {c} cts. Net {x} vs {x}. Revs {m} mln vs {m} mln. Nine mths shr {c} "
    "cts vs {c} cts. Net {x} vs {x}. Avg shrs {x} vs {x}. Note: latest quarter includes gain of {c} cts a share "
    "from sale of assets.",
    "{company} SETS QUARTERLY. Qtly div {c} cts vs {c} cts prior. Pay {month} {d}. Record {month} {d}.",
    "{goods} EXPORT SALES. The department of agriculture said exporters reported the sale of {x} tonnes of "
    "{goods} for delivery in the current season. The marketing year for {goods} began on {month} 1.",
    "{town} BAY SHIPPING. Arrived {d} vessels, sailed {n}, waiting in the roads {n}. Grain {x} tonnes, {goods} "
    "{x} tonnes, containers {m}. Delay at berth {n} hours. Next tide {n}.{d}.",
    "U.S. TREASURY BALANCES AT FED. Treasury balances at the federal reserve fell on {month} {d} to {r} billion "
    "dlrs from {r} billion dlrs the previous business day, the treasury said in its latest budget statement. "
    "Balances in tax and loan note accounts rose to {r} billion dlrs from {r} billion dlrs on the same days.",
)

ORDINARY = (
    "An earthquake of magnitude {r} struck {d} kilometres {way} of {town} at {n}.{d} on {day}, the seismological "
    "office said. Its centre lay {d} kilometres below the ground. There were no reports of damage or of people "
    "hurt, and no warning of high waves was given. The region lies where two plates of the crust meet and has "
    "quakes every week.",
    "The numbers drawn in the {day} lottery are {d}, {n}, {d}, {n}, {d} and {n}. The additional number is {d}. "
    "Nobody guessed all six, so that {m} thousand go into the pot of the next draw. All figures are without "
    "guarantee.",
    "{town} beat {town2} {n}-{n2} on {day} in front of {x} people and are now {place} in the table with {d} "
    "points from {d} games. The visitors stay {place} with {n}. The next round will be played on {day}, when "
    "{town} travel to {town3}.",
    "{town} magistrates dealt with the following cases on {day}. {name}, {d}, of {town2}, was fined {m} for "
    "driving at {m2} kilometres an hour where {d} are allowed. {name2}, {d}, of {town3}, was fined {m3} for "
    "riding without a ticket and must pay costs of {d}. {name3}, {d}, was bound over for {n} months.",
    "Flood warning for the lower {river}. The gauge at {town} showed {n}.{d} metres at {n} in the morning of "
    "{month} {d}, {d} centimetres more than the day before. It is expected to reach {n}.{d} metres by {day}. "
    "Residents of the low streets should bring cars and animals to higher ground. The road along the river is "
    "closed for lorries.",
    "The central statistical office said consumer prices rose {r} percent in {month} after {r} percent in the "
    "month before. Over the year prices were {r} percent higher. Food cost {r} percent more, while clothes were "
    "{r} percent cheaper. The office gathers the prices of six hundred goods in {d} towns around the middle of "
    "every month and weighs them by what households spent in the last survey.",
    "The euro was fixed at {r} dollars on {day} by the central bank, after {r} on {day2}. One euro was also worth "
    "{m}.{d} yen, {r} francs and {r} kroner. The fixing is done every working day at a quarter past two and is "
    "for information only.",
    "Fuel prices at the pump fell by {n} cents in the past week, the motorists' club said on {day}. A litre of "
    "petrol cost {m}.{d} cents on average and a litre of diesel {m2}.{n}. Filling up was cheapest in {town} and "
    "dearest in {town2}. The club advises its members to fill up in the evening, when most stations lower their "
    "prices, and to compare.",
    "The pollen count for {town} on {day} is {m} grains to the cubic metre, which is {level}. Birch makes up {d} "
    "percent and grass {n}. Those who suffer should keep their windows shut in the morning. The count is taken on "
    "the roof of the university hospital.",
    "The following deaths were announced in {month}: {name}, {town}, aged {m2}; {name2}, {town2}, aged {d}; "
    "{name3}, {town3}, aged {d}. Services will be held on {day} at {n}, on {day2} at {n2} and on {day} at {n}. "
    "Families ask that no flowers be sent. Notices are taken at the counter until noon.",
    "Snow report: {town} {m} cm at the top and {d} cm in the valley, {n} of {d} lifts open; {town2} {m2} cm and "
    "{d} cm, {n} of {d} lifts; {town3} {m3} cm and {n} cm, all lifts open. Danger of avalanches is at level "
    "{level}. The roads over the passes can be used with chains.",
    "The state oil company invited bids for {m} thousand barrels of light crude to be loaded between {month} {n} "
    "and {month} {d}, traders said on {day}. Offers are due by {day2} and must hold for {n} hours. In its last "
    "tender the company bought {m2} thousand barrels from {company} at a premium of {c} cents to the benchmark.",
    "{company} shares closed at {x} on {day}, {r} percent {way2} than the day before, on a turnover of {m} "
    "thousand shares. The company will present figures for the quarter on {month} {d}. Of the analysts who follow "
    "it {n} say buy, {n2} say hold and {n3} say sell. It has its seat in {town} and makes most of its sales "
    "abroad.",
    "Visitors to the national parks numbered {m} thousand in {month}, the tourist board said, against {m2} "
    "thousand a year before. Nights spent in hotels rose by {r} percent to {m3} thousand. Most guests came from "
    "abroad. The board expects a good season because the new railway brings people from the capital within three "
    "hours and many inns have been done up during the winter. It spends a third of its budget on advertising "
    "overseas.",
    "Refuse will be collected a day later than usual in {town} because of the holiday on {day}. The round of "
    "{month} {d} moves to {month} {d}. The tip is open from {n} to {d} on {day2}. Paper and glass are not "
    "concerned. Questions are answered by telephone during office hours.",
)
