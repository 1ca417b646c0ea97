-- The kind follows from the code; the name of a regency or city must say the same.
select code, kind, name
from regions
where (kind = 'kabupaten' and name not like 'Kabupaten %') or (kind = 'kota' and name not like 'Kota %');
