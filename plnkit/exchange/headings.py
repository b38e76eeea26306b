"""What a column of people holds, by the word over it and by what stands in it.

The words are those of address books and of everyday tables in ten languages, as they are compared:
without case, accents, spaces and signs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from plnkit.exchange.contacts import plain_email
from plnkit.language import N_, Phrases
from plnkit.names import fold

FIELDS = Phrases(
    {
        "name": N_("Name"),
        "first": N_("First name"),
        "last": N_("Last name"),
        "nickname": N_("Nickname"),
        "email": N_("E-mail"),
        "organisation": N_("Organisation"),
        "position": N_("Job title"),
        "url": N_("Website"),
        "topics": N_("Topics"),
        "groups": N_("Groups"),
        "role": N_("Role"),
        "closeness": N_("Ring, 1 (closest) to 4"),
        "channels": N_("How we are in touch"),
        "since": N_("Since when"),
        "note": N_("Note"),
    }
)
_WORDS: Mapping[str, str] = {
    "name": """name fullname displayname contact contactname person personname who member alter
        fileas formattedname vollstandigername anzeigename kontakt ansprechpartner nom nomcomplet
        nometprenom prenometnom nombre nombrecompleto nombreyapellidos contacto nome nomecompleto
        nomeecognome cognomeenome nominativo contatto contato naam volledigenaam namn fullstandigtnamn
        navn fuldenavn imieinazwisko nimi contactpersoon people names wer qui quien quem vem hvem
        kto""",
    "first": """firstname givenname forename first given vorname rufname prenom nombredepila
        primernombre primonome primeironome nomeproprio voornaam fornamn fornavn imie etunimi""",
    "last": """lastname surname familyname last family nachname familienname zuname nomdefamille
        apellido apellidos cognome sobrenome ultimonome achternaam efternamn efternavn etternavn
        nazwisko sukunimi""",
    "nickname": """nickname nick alias spitzname surnom pseudo pseudonyme apodo soprannome alcunha
        bijnaam smeknamn kaldenavn pseudonim""",
    "email": """email emails mail emailaddress emailaddresses mailaddress eaddress primaryemail
        workemail homeemail emailvalue emailadresse mailadresse emailadres courriel adresseemail
        adressemail adresseelectronique correo correos correoelectronico direcciondecorreo
        direcciondecorreoelectronico postaelettronica indirizzoemail indirizzodipostaelettronica
        enderecodeemail correioeletronico epost epostadress epostadresse mejl adresemail
        sahkoposti""",
    "organisation": """organisation organization organisations company companyname employer firm
        institution institute affiliation workplace organizationname organizationvalue school
        university firma unternehmen arbeitgeber betrieb einrichtung hochschule entreprise societe
        employeur organisme etablissement empresa organizacion compania institucion azienda societa
        ente organizzazione istituto organizacao instituicao companhia bedrijf organisatie werkgever
        instelling foretag virksomhed bedrift organizacja yritys worksat worksfor workingat employedat employedby wherework
        wheretheywork wheredotheywork arbeitetbei arbeitsplatz arbeitsort woarbeitet woarbeitetsie
        woarbeiteter woarbeitetsieer woarbeitetersie travaillea lieudetravail trabajaen lavorapresso
        werktbij""",
    "position": """position jobtitle title job occupation profession headline designation beruf
        funktion stelle positionstitel berufsbezeichnung tatigkeit poste fonction intituleduposte
        titre cargo puesto profesion ocupacion posizione qualifica mansione professione funcao
        profissao functie functietitel beroep befattning titel stilling stanowisko worksas arbeitetals
        arbeit""",
    "url": """url urls website websites webpage web homepage link links profile profileurl linkedin
        linkedinurl linkedinprofile site blog personalwebsite webseite internetseite internet
        profil profillien siteweb siteinternet sitioweb paginaweb enlace sitoweb sitointernet
        paginadaweb hemsida hjemmeside webbplats stronawww""",
    "topics": """topic topics skill skills expertise knowsabout subject subjects interests tag tags
        keyword keywords competencies thema themen fachgebiet fachgebiete kompetenzen schlagworte
        schlagworter stichworte stichworter sujet sujets themes competences motscles tema temas
        competencias etiquetas palabrasclave argomenti competenze paroleschiave assuntos
        palavraschave onderwerp onderwerpen vaardigheden trefwoorden amnen nyckelord emner tematy""",
    "groups": """group groups label labels category categories list lists groupmembership gruppe
        gruppen kategorie kategorien groupe groupes categorie grupo grupos categoria categorias
        gruppo gruppi categorias groep groepen grupp grupper kategori kategorier grupa grupy""",
    "role": """role relationship relation kind rolle beziehung lien relacion relazione relacao
        relatie rol ruolo papel roll""",
    "closeness": """closeness ring circle nahe kreis proximite cercle cercania circulo vicinanza
        cerchio proximidade nabijheid kring narhet""",
    "channels": """channel channels contactvia intouchvia kanal kanale canal canaux canales canale
        canali canais kanaal kanalen kanaler""",
    "since": """since knownsince connectedon met metson added dateadded created seit bekanntseit
        kennengelernt depuis desde dal sinds sedan siden od""",
    "note": """note notes comment comments remark remarks memo about notiz notizen bemerkung
        bemerkungen anmerkung anmerkungen kommentar kommentare remarque remarques commentaire
        commentaires notas comentario comentarios observaciones commento commenti osservazioni
        observacoes opmerking opmerkingen notitie notities anteckning anteckningar bemaerkning
        bemaerkninger uwagi notatki""",
}
_URL = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_WHOSE = re.compile(r"(their|his|her|your|the|ihr|ihre|sein|seine|leur|su|sus)\s+", re.IGNORECASE)
_MOST = 0.6  # of the cells that hold something


def said_by(heading: str) -> str:
    """Return the field that a heading names, "" where it names none."""
    words = _fields()
    return next((words[word] for word in _readings(heading) if word in words), "")


@cache
def _fields() -> dict[str, str]:
    return {word: what for what, words in _WORDS.items() for word in words.split()}


def _readings(heading: str) -> Iterator[str]:
    """Yield a heading as it is compared, then less what is added: "E-mail 1", "Name (you)", "Their job"."""
    short = heading[:100].strip()
    parts = re.split(r"[/|(]", short)
    for one in (short, re.sub(r"\(.*?\)|\d+", "", short), _WHOSE.sub("", short, 1), *parts):
        yield re.sub(r"[\W_]", "", fold(one))


def proposal(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return the column of each field, where the heading or the content says it."""
    found: dict[str, str] = {}
    for column in columns:
        found.setdefault(said_by(column), column)
    found.pop("", None)
    for number, column in enumerate(columns):
        if column not in found.values():
            what = _said_by_content([row[number] for row in rows if number < len(row)])
            found.setdefault(what, column)
    found.pop("", None)
    return _halves(found)


def _said_by_content(cells: Sequence[str]) -> str:
    full = [cell.strip() for cell in cells if cell.strip()]
    for what, fits in (("email", plain_email), ("url", _URL.fullmatch)):
        if full and sum(bool(fits(cell)) for cell in full) >= _MOST * len(full):
            return what
    return ""


def _halves(found: dict[str, str]) -> dict[str, str]:
    """Return the proposal with "Name" as the half of a name, where only the other half has a column."""
    other = {"first": "last", "last": "first"}
    halves = [what for what in other if what in found]
    if "name" in found and len(halves) == 1:
        found[other[halves[0]]] = found.pop("name")
    return found
