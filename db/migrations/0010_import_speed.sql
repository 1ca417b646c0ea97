-- Lists ask of each NIK that is nobody's whether it was somebody's before it was corrected; hardly any was, so this index is tiny.
create index identities_corrected on identities (value_index) where ended_because = 'corrected';
