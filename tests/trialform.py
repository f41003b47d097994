"""A small form that uses every word of the form language, for tests that change a line of it."""

from pathlib import Path

FORM = """\
form: proef
title: Proefformulier | Trial form
languages: [nl, en]
intro:
  nl: Dit is een proef.
  en: This is a trial.
tips: [keep_calm]

sections:
  the_question:
    title: Uw vraag aan UWV | Your question to UWV
    questions:
      question_type:
        ask: Waarover wilt u een oordeel? | What do you want an opinion on?
        type: choose one
        options:
          own_work: Kan ik mijn eigen werk doen? | Can I do my own work?
          suitable_work:
            label: Is dit werk passend? | Is this work suitable?
            hint: Werk dat u kunt doen. | Work that you can do.
            reveal:
              offered_on:
                ask: Wanneer is dit werk aangeboden? | When was this work offered?
                type: date
        tips: [keep_calm]
      bsn: {use: shared.bsn}
      consent:
        ask: Werkt u mee? | Do you cooperate?
        type: yes or no
      first_sick_day:
        ask: Eerste ziektedag | First sick day
        type: date
        headings: [ziek sinds, sick since]
      recovered_on:
        ask: Hersteld op | Recovered on
        type: date
        when: {question_type: own_work}
  the_work:
    title: Uw werk | Your work
    when: {question_type: answered}
    questions:
      contract_hours:
        ask: Uren per week | Hours a week
        type: hours
        at least: 0.5
        at most: 60
      reason:
        ask: Waarom? | Why?
        type: long text
        optional: yes
        notice: copied
        at most: 600 characters
        suggest:
          - text: Ik werk {contract_hours} uur. | I work {contract_hours} hours.
            when: {contract_hours: at least 26}
      talks:
        ask: Gesprekken | Talks
        repeat: {at least: 1, at most: 12}
        questions:
          talk_date: {ask: Datum | Date, type: date}
          talk_share: {ask: Aandeel | Share, type: percentage}
      papers:
        ask: Welke papieren stuurt u mee? | Which papers do you enclose?
        type: choose any
        options:
          letter: {label: Brief | Letter, needed: {question_type: own_work}}
          plan: {label: Plan | Plan, welcome: {remark: answered}}
      remark:
        ask: Nog iets? | Anything else?
        type: short text

checks:
  - must: {recovered_on: after first_sick_day}
    otherwise: Hersteld is na {first_sick_day}. | Recovered is after {first_sick_day}.
    at: recovered_on
  - must: {sum of talks.talk_share: [at least 95]}
    otherwise: Kom tot 100. | Reach 100.
  - stop: {consent: no, question_type: own_work}
    because: Zonder u kan het niet. | Not without you.
    name: X3
    source: uwv_page
    unconfirmed: yes
  - warn: {talk_date: before today - 90 days}
    because: Dit is lang geleden. | This is long ago.

documents:
  letter:
    title: Brief | Letter
    template: proef.{language}.docx
    name: "{first_sick_day} - brief | {first_sick_day} - letter"
    purpose: Voor UWV. | For UWV.
  application:
    title: Aanvraag | Application
    template: proef.pdf
    name: "{bsn} - aanvraag"
    purpose: Voor UWV. | For UWV.
    audience: physician
    language: nl
    made for: en
    even if stopped: yes
    when: {number of talks: at least 1}
    fields: {Text1: bsn, Check Box3: {question_type: own_work}, Day: talks.1.talk_date, Made: today}

afterwards:
  - text: Onderteken de brief. | Sign the letter.
  - text: Praat erover. | Talk about it.
    when: {remark: answered}

facts:
  - fact: cost_employee
    when: {remark: answered}
"""
SHARED = """\
shared:
  bsn:
    ask: Burgerservicenummer | Citizen service number
    type: bsn
    headings: [sofinummer]
"""
TIPS = """\
tips:
  keep_calm:
    text: Blijf rustig. | Keep calm.
    source: [uwv_page]
"""
SOURCES = """\
sources:
  uwv_page:
    publisher: UWV
    title: Pagina Deskundigenoordeel | Page on the expert opinion
    date: 2026-04
    link: https://www.uwv.nl/
    checked: 2026-11-22
"""
FACTS = """\
facts:
  cost_employee:
    value: 100
    unit: euro
    text: Kosten per vraag. | Cost for each question.
    source: uwv_page
    valid from: 2014-01-01
"""


def write(folder: Path, form: str = FORM, **others: str) -> Path:
    """The files of a folder of forms; the path of the form."""
    (folder / "forms").mkdir(exist_ok=True)
    files = {"shared": SHARED, "tips": TIPS, "sources": SOURCES, "facts": FACTS} | others
    for name, text in files.items():
        (folder / "forms" / f"{name}.yml").write_text(text, encoding="utf-8")
    path = folder / "forms" / "proef.yml"
    path.write_text(form, encoding="utf-8")
    return path
