"""Native charts: `{{p chart(…) }}` becomes a chart that Word draws itself and whose data can be edited."""
