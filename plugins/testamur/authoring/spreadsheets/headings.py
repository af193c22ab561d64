"""What the columns of a spreadsheet are called: by people in four languages, and by other systems in their files.

Credly's template for awarding, Accredible's and Canvas Credentials' lists, Moodle's and Canvas' lists of who completed
a course are among the sources. Names are folded (`text.folding.plain_words`): case, accents and signs do not count.
"""

from __future__ import annotations

from collections.abc import Mapping

from testamur.text.languages.messages import msg

FIELDS: Mapping[str, str] = {
    "name": msg("the learner's whole name"),
    "first-name": msg("the learner's first name"),
    "middle-name": msg("what stands between the first name and the last"),
    "last-name": msg("the learner's last name"),
    "email": msg("the learner's e-mail address"),
    "learner": msg("the learner's id"),
    "achievement": msg("what was earned"),
    "date": msg("the day it was earned"),
    "valid-until": msg("the last valid day"),
    "visibility": msg("who finds the page"),
    "language": msg("the language of the credential"),
    "evidence": msg("what shows that it was earned: its name, or its address"),
    "narrative": msg("how the evidence came about"),
    "renews": msg("the id of the earlier award that this one renews"),
}
NAMES: Mapping[str, str] = {
    "name": "name|full name|issued to|earner|earner name|learner|learner name|student|student name|"
    "participant|participant name|recipient|recipient name|nom|nom complet|nom et prenom|"
    "prenom et nom|apprenant|etudiant|participante|nombre|nombre completo|nombre y apellidos|"
    "vollstandiger name|teilnehmer|teilnehmerin|lernende|alumno|estudiante",
    "first-name": "first name|firstname|issued to first name|recipient first name|given name|given names|"
    "forename|prenom|prenoms|vorname|vornamen|nombre de pila|nombres|primer nombre",
    "middle-name": "middle name|middlename|middle names|second name|issued to middle name|deuxieme prenom|"
    "zweiter vorname|segundo nombre",
    "last-name": "last name|lastname|issued to last name|recipient last name|family name|surname|"
    "nom de famille|nachname|familienname|apellido|apellidos",
    "email": "email|recipient email|recipient email address|learner email|student email|user email|e mail|"
    "mail|email address|e mail address|mail address|courriel|adresse courriel|adresse email|"
    "adresse e mail|adresse mail|mel|e mail adresse|emailadresse|mailadresse|correo|"
    "correo electronico|direccion de correo|direccion de correo electronico",
    "learner": "learner id|learnerid|id de l apprenant|identifiant de l apprenant|lernenden id|id del alumno",
    "achievement": "achievement|badge|badge name|badge template name|credential|credential name|"
    "course full name|group name|course|course name|micro credential|microcredential|award|"
    "certificate|cours|formation|certification|micro certification|kurs|abzeichen|"
    "auszeichnung|zertifikat|curso|insignia|logro|certificado|microcredencial",
    "date": "date|issued at|date issued|issued date|issuing date|time completed|course completed|earned on|"
    "date earned|award date|awarded|awarded on|awarded date|date awarded|date of award|completed|"
    "completed on|completion date|date of completion|issued|issued on|issue date|datum|"
    "verliehen am|verleihungsdatum|abschlussdatum|abgeschlossen am|date d obtention|obtenu le|"
    "date de delivrance|delivre le|fecha|fecha de obtencion|fecha de expedicion|fecha de finalizacion",
    "valid-until": "valid until|expires at|expired on|expiry on|valid to|validuntil|expires|expires on|"
    "expiry|expiry date|expiration date|valable jusqu au|valide jusqu au|date d expiration|"
    "expire le|gultig bis|ablaufdatum|valido hasta|fecha de caducidad|fecha de vencimiento",
    "visibility": "visibility|visibilite|sichtbarkeit|visibilidad",
    "language": "language|langue|sprache|idioma|lengua",
    "evidence": "evidence|evidence url|evidence link|evidence address|link to evidence|preuve|"
    "lien vers la preuve|nachweis|link zum nachweis|evidencia|enlace de la evidencia",
    "narrative": "narrative|evidence narrative|evidence description|recit|commentaire|begrundung|"
    "beschreibung des nachweises|narracion|comentario",
    "renews": "renews|renewal of|renouvelle|renouvellement de|erneuert|verlangert|renueva|renovacion de",
    # No fields of their own: the learner id and the achievement, if all their cells are one.
    "student-number": "student number|student no|student id|matriculation number|numero d etudiant|"
    "numero etudiant|matricule|matrikelnummer|studierendennummer|numero de estudiante|"
    "numero de alumno|matricula|id number|sis user id|issuer earner id",
    "badge-number": "badge template id|badge id|badge class id|template id|course id|course short name|group id",
}
FIELD_OF = {name: field for field, names in NAMES.items() for name in names.split("|")}
