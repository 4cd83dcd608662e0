"""Invented clauses in any number, for measuring speed: parts of sentences put together by a seeded generator.

About as long as real clauses (23 words in the middle) and as many-worded: some 14 stems and 250 to 300 character
n-grams each. What they ask for makes no sense together and need not.
"""

from __future__ import annotations

import random

BODIES = """the council|the local authority|the director of children's services|the improvement board|the lead member
the safeguarding partnership|each team manager|the principal social worker|the virtual school|senior leaders
the independent reviewing service|health commissioners|the corporate parenting panel|the chief executive|all partners
the multi-agency safeguarding hub|the scrutiny committee|the adoption agency|the fostering service|frontline staff
commissioners|the emergency duty team|the workforce lead|the quality assurance service|heads of service"""
VERBS = """ensure|strengthen|review|publish|agree|improve|monitor|audit|implement|sustain|evaluate|accelerate|embed
commission|redesign|prioritise|clarify|challenge|scrutinise|reduce|extend|restructure|consolidate|approve|record"""
QUALITIES = """timely|robust|consistent|reflective|child-centred|transparent|multi-agency|proportionate|effective
well-recorded|independent|evidence-based|measurable|culturally aware|sufficient|joined-up|rigorous|trauma-informed"""
THINGS = """assessments of need|supervision of social workers|thresholds for referral
child protection plans|pathway plans
placements close to home|return home interviews|health passports|personal education plans|strategy discussions
arrangements for homeless young people|private fostering notifications|life-story work
contact with brothers and sisters|permanence planning|decisions at the front door|initial health checks
reports to court|pre-proceedings work|chronologies and genograms|management oversight|caseload allocation
recruitment of experienced staff|agency spending|step-down to early help|complaints and compliments
the participation of children|advocacy for disabled children
responses to exploitation|the tracking of missing episodes|neglect screening tools|viability studies of relatives
performance information|the induction programme|escalation between agencies|foster carer training|adopter approvals
care leavers' accommodation|apprenticeship offers|emotional wellbeing services|domestic abuse interventions
substance misuse referrals|visits to unaccompanied minors|quality of case recording|the sufficiency strategy
unregistered provision|minutes of core groups|delegated authority|transport to lessons|youth justice transitions"""
AIMS = """so that risk is recognised early|so that children do not drift|so that families receive help sooner
in order that decisions are made on evidence|to give young people stability|so that progress can be shown to ministers
so that no child waits unseen|to make sure that lessons are learned|so that staff feel safe to practise
to bring outcomes in line with statistical neighbours|so that weak practice is found and put right
so that voices of the youngest are heard|to end reliance on temporary workers|so that duplication is removed"""
MEASURES = """with a monthly dip sample of twenty files|reported quarterly to elected members
as measured by an external peer|and with a written account of exceptions|against the baseline of last spring
with targets for each locality|using feedback gathered from carers|tested through unannounced observation
including weekend and night cover|with costs shown separately|verified by a second reader
alongside a published dashboard|and logged on the case system"""
DATES = """by the end of March|within six weeks|no later than September|before the next monitoring visit|every month
within ten working days|by autumn half-term|at each board meeting|from January onwards|within a year of this notice"""
PARTS = tuple(
    tuple(part for line in parts.split("\n") for part in line.split("|"))
    for parts in (BODIES, VERBS, QUALITIES, THINGS, AIMS, MEASURES, DATES)
)
SYLLABLES = (
    "ash",
    "brin",
    "cor",
    "dun",
    "eller",
    "fen",
    "gar",
    "hol",
    "ing",
    "kel",
    "lor",
    "mar",
    "nor",
    "pen",
    "quar",
)
ENDINGS = ("bury", "combe", "dale", "field", "ford", "ham", "hurst", "leigh", "mere", "ton", "wick", "worth")


def clauses(count: int, seed: int) -> list[str]:
    """`count` different clauses, the same for the same seed."""
    chance = random.Random(seed)
    bodies, verbs, qualities, things, aims, measures, dates = PARTS
    made: dict[str, None] = {}
    while len(made) < count:
        one, other, third = (chance.choice(things) for _ in range(3))
        place = chance.choice(SYLLABLES).title() + chance.choice(SYLLABLES) + chance.choice(ENDINGS)
        text = (
            f"{chance.choice(bodies)} must {chance.choice(verbs)} {chance.choice(qualities)} {one} and {other} "
            f"{chance.choice(('in', 'across', 'throughout'))} {place} {chance.choice(aims)}"
        )
        if chance.random() < 0.5:
            text += f", {chance.choice(measures)}"
        if chance.random() < 0.2:
            text += f"; {chance.choice(verbs)} {third}"
        if chance.random() < 0.5:
            text += f" {chance.choice(dates)}"
        made[text[0].upper() + text[1:] + "."] = None
    return list(made)
