"""What people and other programs call the columns that are found nearly everywhere, without signs and accents."""

from typing import Final

# Words by the last part of an attribute's key.
WORDS: Final[dict[str, str]] = {
    "email": "email mail emailaddress emailadresse mailaddress correo correoelectronico courriel البريدالالكتروني"
    " البريد 邮箱 电子邮件 メール",
    "phone": "phone phonenumber telephone tel mobile mobilephone cell cellphone handy telefon telefono telephone"
    " movil whatsapp الهاتف هاتف الجوال 电话 手机 電話",
    "name": "name fullname title label nombre nom bezeichnung naam nome الاسم اسم 姓名 名称 名前",
    "first_name": "firstname givenname forename vorname prenom nombre الاسمالاول 名",
    "last_name": "lastname surname familyname nachname apellido apellidos nomdefamille اللقب 姓",
    "company": "company companyname organisation organization firma empresa societe الشركة 公司",
    "street": "street streetaddress address address1 addressline1 strasse calle direccion rue adresse العنوان 地址",
    "postal_code": "postalcode postcode zip zipcode plz codigopostal codepostal الرمزالبريدي 邮编",
    "city": "city town locality ort stadt ciudad ville المدينة 城市 都市",
    "region": "region state province county bundesland provincia estado المنطقة 省",
    "country": "country countrycode land pais pays الدولة البلد 国家",
    "language": "language locale sprache idioma langue اللغة 语言",
    "currency": "currency currencycode wahrung moneda devise العملة 货币",
    "time_zone": "timezone tz zeitzone zonahoraria fuseauhoraire",
    "notes": "notes note comment comments remarks bemerkung notas remarques ملاحظات 备注",
    "birthday": "birthday birthdate dateofbirth dob geburtstag geburtsdatum fechadenacimiento",
    "tags": "tags labels etiquetas",
    "source": "source origin quelle origen",
    "plate": "plate licenseplate licenceplate registration kennzeichen matricula",
    "colour": "colour color farbe",
    "year": "year modelyear jahr ano annee",
    "vin": "vin chassisnumber",
}
KEYS_BY_WORD: Final[dict[str, tuple[str, ...]]] = {
    word: tuple(key for key, words in WORDS.items() if word in words.split())
    for word in {word for words in WORDS.values() for word in words.split()}
}
