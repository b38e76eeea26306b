"""Invented people and sources: given and family names by place, and sources by what they are."""

PLACES: dict[str, tuple[str, str]] = {
    "West Africa": (
        "Adaeze Kwabena Femi Ama Chidi Efua Tunde Yaa Ngozi Kojo",
        "Adeyemi Boateng Nwosu Owusu Eze Diallo Traoré Asante Balogun Mensah",
    ),
    "East Africa": (
        "Wambui Juma Achieng Desta Neema Barasa Selam Otieno Zawadi Mugisha",
        "Kamau Odhiambo Tesfaye Mwangi Okello Haile Njoroge Kiprono Abebe Mutua",
    ),
    "Arab world": (
        "Yasmin Karim Salma Tariq Huda Idris Rania Samir Nadia Youssef",
        "Al-Masri Benali Haddad Nasser Khoury El-Amin Saleh Zaki Mansouri Darwish",
    ),
    "South Asia": (
        "Ananya Rohan Fatima Arjun Meera Imran Lakshmi Nikhil Sana Dev",
        "Iyer Chowdhury Perera Sharma Hussain Nair Gurung Banerjee Rahman Kulkarni",
    ),
    "East Asia": (
        "Haruto Seo-yeon Wei Aiko Min-jun Xiu Ren Ji-woo Lan Sora",
        "Nakamura Park Lin Fujimoto Choi Zhang Mori Kang Chen Ishida",
    ),
    "South-East Asia": (
        "Linh Putri Somchai Maria Bayu Thảo Nurul Aung Isagani Malee",
        "Nguyễn Wijaya Santos Phạm Hidayat Srisuk Reyes Tan Lwin Dela-Cruz",
    ),
    "Latin America": (
        "Lucía Mateus Ximena João Inés Thiago Itzel Andrés Beatriz Nahuel",
        "Quispe Ferreira Muñoz Gonçalves Rojas Cárdenas Araújo Ibáñez Mamani Peña",
    ),
    "Northern Europe": (
        "Signe Jukka Ingrid Aoife Bjørn Māra Ewan Saga Tuomas Niamh",
        "Sørensen Virtanen O'Brien Bērziņš Lindqvist MacLeod Þórsson Aalto D'Arcy Nygård",
    ),
    "Central Europe": (
        "Zofia Jürgen Eliška Mátyás Anneke Luka Dorota Jens Katarína Pieter",
        "Wiśniewska Großmann Dvořák Szabó Vermeulen Kovačić Żak Müller Horváthová Jansen",
    ),
    "Southern Europe": (
        "Giulia Nikos Amélie Dragana Paulo Eleni Núria Deniz Luca Ivana",
        "D'Angelo Papadakis Lefèvre Petrović Almeida Çelik Ferrer Rossi Öztürk Stoyanova",
    ),
    "Pacific and North America": (
        "Mele Aroha Jordan Kiri Talia Noah Leilani Wiremu Dakota Tane",
        "Tuilagi Ngata Whitehorse Parata Leblanc Fa'asavalu Begay Carter Tremblay Kealoha",
    ),
}
IN_THEIR_SCRIPT = (
    "سارة الحسيني",
    "Олена Шевчук",
    "李 思远",
    "Ελένη Παππά",
    "मीरा जोशी",
    "박 지훈",
)

SOURCES: dict[str, tuple[str, ...]] = {
    "search engine": ("A search engine", "Search of scholarly papers", "Image search"),
    "encyclopaedia": ("An online encyclopaedia", "Glossary of public services"),
    "blog or newsletter": (
        "The Patient Planner",
        "Small Steps Weekly",
        "Notes from the Ward",
        "Plain Numbers",
        "The Kind Critic",
        "Field & Desk",
    ),
    "podcast or video": (
        "Asked Twice",
        "Ten Minutes of Method",
        "The Listening Hour",
        "Charts Aloud",
        "Night Shift Stories",
    ),
    "community": (
        "Regional Planners' Circle",
        "Open Data Evenings",
        "Mentors' Table",
        "Café of Practice",
        "Green City Forum",
    ),
    "social network": ("A professional network", "A photo network", "Group: Women in Planning"),
    "book or journal": (
        "Cities That Listen",
        "The Craft of Questions",
        "Journal of Everyday Transport",
        "Maps and Their Makers",
        "First, Do Less",
    ),
    "course or programme": (
        "Statistics from the Start",
        "Facilitating Groups",
        "Negotiating Well",
        "Evening Spanish",
        "Leading Without a Title",
    ),
    "tool": (
        "A spreadsheet",
        "A notebook for data",
        "Shared whiteboard",
        "An AI assistant",
        "Flash cards",
        "Reading list",
    ),
}
