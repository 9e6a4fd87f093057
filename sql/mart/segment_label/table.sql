-- One row per campaign, content, product and employee that has a name: what people call a segment.
CREATE TABLE mart.segment_label (
  segment_type STRING COMMENT 'campaign, content, product or owner',
  segment STRING COMMENT 'the id, as it stands in the column segment of the other marts',
  segment_label STRING COMMENT 'the name people know, as last known'
)
USING delta
COMMENT 'One row per campaign, content, product and employee that has a name: what people call a segment.'
TBLPROPERTIES (
  'mart.key' = 'segment_type, segment'
);
